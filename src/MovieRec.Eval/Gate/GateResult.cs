using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MovieRec.Eval;

/// <summary>The verdict of a launch gate: it passes when every check passes. Immutable.</summary>
public sealed class GateResult
{
    internal GateResult(GatePurpose purpose, IReadOnlyList<GateCheck> checks, IReadOnlyList<GateWaiver> waived)
    {
        Purpose = purpose;
        Checks = checks;
        Waived = waived;
    }

    /// <summary>What was asked. A rehearsal decides no launch, whatever it says.</summary>
    public GatePurpose Purpose { get; }

    /// <summary>Every check in the order of <see cref="GateCheckNames.All"/>, waived ones left out.</summary>
    public IReadOnlyList<GateCheck> Checks { get; }

    /// <summary>What the configuration left out.</summary>
    public IReadOnlyList<GateWaiver> Waived { get; }

    /// <summary>Whether every check passed. What is unknown blocks.</summary>
    public bool Passed => Checks.Count > 0 && Checks.All(static c => c.Status == GateStatus.Pass);

    /// <summary>The checks that block.</summary>
    public IEnumerable<GateCheck> Blocking => Checks.Where(static c => c.Status != GateStatus.Pass);

    /// <summary>A check by its name.</summary>
    /// <param name="name">One of <see cref="GateCheckNames"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such check, or it was waived.</exception>
    public GateCheck this[string name] => Checks.FirstOrDefault(c => c.Name == name)
        ?? throw new KeyNotFoundException($"The gate has no check '{name}'; it ran {string.Join(", ", Checks.Select(static c => c.Name))}.");

    /// <summary>Writes <c>{"passed","purpose","checks":[{"name","status","value","threshold","detail"}],"waived":[{"name","reason"}]}</c>; what is not a number is null.</summary>
    /// <param name="json">The writer.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteBoolean("passed", Passed);
        json.WriteString("purpose", Purpose == GatePurpose.Launch ? "launch" : "rehearsal");
        json.WriteStartArray("checks");
        foreach (GateCheck check in Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("status", Text(check.Status));
            Number(json, "value", check.Value);
            Number(json, "threshold", check.Threshold);
            json.WriteString("detail", check.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("waived");
        foreach (GateWaiver waiver in Waived)
        {
            json.WriteStartObject();
            json.WriteString("name", waiver.Name);
            json.WriteString("reason", waiver.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The verdict and each reason against it, a line each.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        string what = Purpose == GatePurpose.Launch ? "The gate" : "The rehearsal (no launch decision)";
        text.Append(what).Append(Passed ? " passes." : " blocks:");
        foreach (GateCheck check in Blocking)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Text(check.Status).ToUpperInvariant()} {check.Name}:{Numbers(check)} {check.Detail}");
        }

        return text.ToString();
    }

    /// <summary>A status as the JSON has it.</summary>
    internal static string Text(GateStatus status) => status switch
    {
        GateStatus.Pass => "pass",
        GateStatus.Fail => "fail",
        _ => "unknown",
    };

    /// <summary>Such as <c> 0.31 against 0.5.</c>; empty for a check without a value.</summary>
    private static string Numbers(GateCheck check) => (double.IsNaN(check.Value), double.IsNaN(check.Threshold)) switch
    {
        (true, _) => "",
        (_, true) => string.Create(CultureInfo.InvariantCulture, $" {check.Value:G5}."),
        _ => string.Create(CultureInfo.InvariantCulture, $" {check.Value:G5} against {check.Threshold:G5}."),
    };

    private static void Number(Utf8JsonWriter json, string name, double value)
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
}
