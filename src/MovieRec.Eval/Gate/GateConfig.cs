using System.Text.Json;

namespace MovieRec.Eval;

/// <summary>
/// What a launch must fulfil: the content of <c>gate.json</c>. A threshold that has no default and is not set makes its check
/// unknown, which blocks. Checked when a <see cref="LaunchGate"/> is created; do not change it afterwards. See docs/gate.md.
/// </summary>
public sealed class GateConfig
{
    /// <summary>Launch (default) or rehearsal.</summary>
    public GatePurpose Purpose { get; set; }

    /// <summary>The date that freshness is measured from, in a rehearsal only; null is now.</summary>
    public DateTimeOffset? AsOf { get; set; }

    /// <summary>What the model will be used for; must be declared, or the licence check is unknown.</summary>
    public DataUse? Use { get; set; }

    /// <summary>What to measure, for a program that prepares it from files; the library does not read it.</summary>
    public GateSubjectSection? Subject { get; set; }

    /// <summary>Lift over popularity.</summary>
    public LiftRule Lift { get; set; } = new();

    /// <summary>Quality for cold users.</summary>
    public ColdStartRule ColdStart { get; set; } = new();

    /// <summary>Catalogue coverage.</summary>
    public FloorRule Coverage { get; set; } = new() { Metric = "Coverage@10" };

    /// <summary>Diversity within lists.</summary>
    public FloorRule Diversity { get; set; } = new() { Metric = "ILD@10" };

    /// <summary>Calibration to a user's genres.</summary>
    public CeilingRule Calibration { get; set; } = new() { Metric = "Calibration@10" };

    /// <summary>Reasons.</summary>
    public ExplanationRule Explanations { get; set; } = new();

    /// <summary>Latency under load.</summary>
    public LatencyRule Latency { get; set; } = new();

    /// <summary>Time to build what serves.</summary>
    public IndexBuildRule IndexBuild { get; set; } = new();

    /// <summary>Memory.</summary>
    public MemoryRule Memory { get; set; } = new();

    /// <summary>Age of the data.</summary>
    public FreshnessRule Freshness { get; set; } = new();

    /// <summary>Checks to leave out, each with the reason; shown in the result. Those in <see cref="GateCheckNames.Mandatory"/> cannot be.</summary>
    public IDictionary<string, string> Waived { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads a configuration. Comments are allowed; unknown and repeated keys are not.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="source">Name for messages, such as the file's path.</param>
    /// <exception cref="FormatException">Not JSON, an unknown key, or a value out of range: the message says where.</exception>
    public static GateConfig Parse(ReadOnlySpan<byte> json, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        GateConfig config;
        try
        {
            config = JsonSerializer.Deserialize(json, GateJsonContext.Default.GateConfig)
                ?? throw new FormatException($"{source}: expected an object, found null.");
        }
        catch (JsonException exception)
        {
            string line = exception.LineNumber is { } number ? $", line {number + 1}" : "";
            string place = string.IsNullOrEmpty(exception.Path) ? "" : $", at {exception.Path}";
            throw new FormatException($"{source}{line}{place}: {FirstSentence(exception.Message)}", exception);
        }

        return GateConfigCheck.FirstError(config) is { } error ? throw new FormatException($"{source}, at {error}") : config;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">See <see cref="Parse"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GateConfig Load(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return Parse(bytes.AsSpan().StartsWith(mark) ? bytes.AsSpan(mark.Length) : bytes, path);
    }

    /// <summary>The place is told before; the serializer repeats it at the end of its message.</summary>
    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
