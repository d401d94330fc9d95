using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace MovieRec.Als.Benchmarks;

/// <summary>Rows of figures: a table on the console, and the same as Markdown and JSON with the machine described.</summary>
internal sealed class Results(string name, string title, string command)
{
    private readonly List<KeyValuePair<string, object>[]> _rows = [];

    public void Add(params (string Name, object Value)[] cells)
    {
        KeyValuePair<string, object>[] row = [.. cells.Select(cell => new KeyValuePair<string, object>(cell.Name, cell.Value))];
        _rows.Add(row);
        Console.WriteLine(string.Join("  ", row.Select(cell => $"{cell.Key} {Text(cell.Value)}")));
    }

    /// <summary>Writes NAME.md and NAME.json into the folder of the environment variable MOVIEREC_RESULTS (default benchmarks/results).</summary>
    public void Write()
    {
        string folder = Environment.GetEnvironmentVariable("MOVIEREC_RESULTS") ?? Path.Combine("benchmarks", "results");
        Directory.CreateDirectory(folder);
        StringBuilder text = new();
        text.Append("# ").AppendLine(title).AppendLine();
        text.Append('`').Append(command).AppendLine("`").AppendLine();
        text.AppendLine(Machine()).AppendLine();
        string[] columns = [.. _rows.SelectMany(row => row.Select(cell => cell.Key)).Distinct()];
        text.Append("| ").AppendJoin(" | ", columns).AppendLine(" |");
        text.Append('|').AppendJoin("|", columns.Select(_ => "---")).AppendLine("|");
        foreach (KeyValuePair<string, object>[] row in _rows)
        {
            Dictionary<string, object> cells = new(row);
            text.Append("| ").AppendJoin(" | ", columns.Select(c => cells.TryGetValue(c, out object? v) ? Text(v) : "")).AppendLine(" |");
        }

        File.WriteAllText(Path.Combine(folder, name + ".md"), text.ToString());
        using FileStream stream = File.Create(Path.Combine(folder, name + ".json"));
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("command", command);
        json.WriteString("machine", Machine());
        json.WriteStartArray("rows");
        foreach (KeyValuePair<string, object>[] row in _rows)
        {
            json.WriteStartObject();
            foreach (KeyValuePair<string, object> cell in row)
            {
                json.WritePropertyName(cell.Key);
                switch (cell.Value)
                {
                    case double number: json.WriteNumberValue(number); break;
                    case int number: json.WriteNumberValue(number); break;
                    case long number: json.WriteNumberValue(number); break;
                    default: json.WriteStringValue(cell.Value.ToString()); break;
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string Machine()
    {
        string cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? ""
            : "";
        string width = Vector512.IsHardwareAccelerated ? "512-bit" : Vector256.IsHardwareAccelerated ? "256-bit" : "128-bit";
        return $"{cpu}, {Environment.ProcessorCount} cores, {width} registers, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, MovieRec {typeof(AlsModel).Assembly.GetName().Version?.ToString(3)}";
    }

    private static string Text(object value) => value switch
    {
        double number when Math.Abs(number) >= 100 => number.ToString("F0", CultureInfo.InvariantCulture),
        double number => number.ToString("G3", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
