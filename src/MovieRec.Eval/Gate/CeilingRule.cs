namespace MovieRec.Eval;

/// <summary>A metric over all users that must not exceed a value.</summary>
public sealed class CeilingRule
{
    /// <summary>The metric's name; one that does not exist makes the check unknown.</summary>
    public string Metric { get; set; } = "";

    /// <summary>The ceiling; no default.</summary>
    public double? Maximum { get; set; }
}
