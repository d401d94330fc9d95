using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace MovieRec.Eval;

/// <summary>Lines of a journal to and from bytes. Numbers that are not defined are null.</summary>
internal static class SweepLines
{
    private const int ChecksumDigits = 16;

    public static string Checksum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(XxHash64.Hash(bytes));

    public static byte[] Subject(string subject) => Line(json => json.WriteString("subject", subject));

    public static byte[] Trial(string key, SweepOutcome outcome) => Line(json =>
    {
        json.WriteString("trial", key);
        json.WriteNumber("number", outcome.Trial.Number);
        json.WriteNumber("round", outcome.Trial.Round);
        Write(json, outcome.Trial.Settings);
        Write(json, "score", outcome.Score.Value);
        Write(json, "standardError", outcome.Score.StandardError);
        json.WriteNumber("seconds", outcome.Seconds);
        json.WriteString("failure", outcome.Failure);
    });

    public static byte[] Look(SweepLook look) => Line(json =>
    {
        json.WriteString("look", look.Date);
        Write(json, look.Settings);
    });

    public static byte[] Shown(IReadOnlyList<ExperimentMetric> metrics) => Line(json =>
    {
        json.WriteStartArray("shown");
        foreach (ExperimentMetric metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("name", metric.Name);
            Write(json, "mean", metric.Mean);
            Write(json, "low", metric.Low);
            Write(json, "high", metric.High);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Reset(SweepReset reset) => Line(json =>
    {
        json.WriteString("reset", reset.Date);
        json.WriteString("reason", reset.Reason);
    });

    public static byte[] Torn(int number) => Line(json => json.WriteNumber("torn", number));

    public static bool TryParse(ReadOnlySpan<byte> line, out SweepLine? parsed)
    {
        parsed = null;
        if (line.Length <= ChecksumDigits + 1 || line[ChecksumDigits] != ' ')
        {
            return false;
        }

        ReadOnlySpan<byte> body = line[(ChecksumDigits + 1)..];
        if (Encoding.UTF8.GetString(line[..ChecksumDigits]) != Checksum(body))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body.ToArray());
            parsed = Read(document.RootElement);
            return parsed is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    private static SweepLine? Read(JsonElement root)
    {
        if (root.TryGetProperty("subject", out JsonElement subject))
        {
            return new SweepLine { Subject = subject.GetString() };
        }

        if (root.TryGetProperty("trial", out JsonElement key))
        {
            SweepTrial trial = new(root.GetProperty("number").GetInt32(), root.GetProperty("round").GetInt32(), Settings(root));
            SweepScore score = new(Number(root, "score"), Number(root, "standardError"));
            return new SweepLine
            {
                Key = key.GetString()!,
                Outcome = new SweepOutcome(trial, score, root.GetProperty("seconds").GetDouble(), root.GetProperty("failure").GetString(), FromJournal: true),
            };
        }

        if (root.TryGetProperty("look", out JsonElement date))
        {
            return new SweepLine { Look = new SweepLook(date.GetDateTimeOffset(), Settings(root), []) };
        }

        if (root.TryGetProperty("shown", out JsonElement shown))
        {
            return new SweepLine
            {
                Shown = [.. shown.EnumerateArray().Select(static m => new ExperimentMetric(m.GetProperty("name").GetString()!, Number(m, "mean"), Number(m, "low"), Number(m, "high")))],
            };
        }

        if (root.TryGetProperty("torn", out JsonElement torn))
        {
            return new SweepLine { Torn = torn.GetInt32() };
        }

        return root.TryGetProperty("reset", out JsonElement when)
            ? new SweepLine { Reset = new SweepReset(when.GetDateTimeOffset(), root.GetProperty("reason").GetString()!) }
            : null;
    }

    private static SweepSetting[] Settings(JsonElement root) =>
        [.. root.GetProperty("settings").EnumerateObject().Select(static p => new SweepSetting(p.Name, p.Value.GetString()!))];

    private static double Number(JsonElement parent, string name) =>
        parent.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : double.NaN;

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SweepSetting> settings)
    {
        json.WriteStartObject("settings");
        foreach (SweepSetting setting in settings)
        {
            json.WriteString(setting.Name, setting.Value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        byte[] bytes = body.ToArray();
        return [.. Encoding.UTF8.GetBytes(Checksum(bytes)), (byte)' ', .. bytes, (byte)'\n'];
    }
}
