using System.Runtime.InteropServices;
using System.Text.Json;

namespace MovieRec.Serving.Benchmarks;

/// <summary>One JSON document for each command: what was measured, and what was claimed.</summary>
internal sealed class Results(string name)
{
    private readonly List<(string Name, object Value)> _values = [];
    private bool _failed;

    public void Add(string what, object value)
    {
        _values.Add((what, value));
        Console.WriteLine($"{what}: {value}");
    }

    /// <summary>A claim or a control; the exit code is 1 when one does not hold.</summary>
    public void Require(string claim, bool holds)
    {
        _failed |= !holds;
        Add(claim, holds ? "holds" : "does not hold");
    }

    public int Write()
    {
        string folder = Environment.GetEnvironmentVariable("MOVIEREC_RESULTS") ?? Path.Combine("benchmarks", "results");
        Directory.CreateDirectory(folder);
        using FileStream stream = File.Create(Path.Combine(folder, name + ".json"));
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("command", string.Join(' ', Environment.GetCommandLineArgs().Skip(1)));
        json.WriteString("machine", $"{Cpu()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        foreach ((string key, object value) in _values)
        {
            json.WritePropertyName(key);
            switch (value)
            {
                case double number: json.WriteNumberValue(Math.Round(number, 4)); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                default: json.WriteStringValue(value.ToString()); break;
            }
        }

        json.WriteEndObject();
        return _failed ? 1 : 0;
    }

    private static string Cpu() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? ""
        : "";
}
