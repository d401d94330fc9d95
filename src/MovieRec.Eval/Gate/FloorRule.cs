namespace MovieRec.Eval;

/// <summary>A metric over all users that must reach a value.</summary>
public sealed class FloorRule
{
    /// <summary>The metric's name; one that does not exist makes the check unknown.</summary>
    public string Metric { get; set; } = "";

    /// <summary>The floor; no default.</summary>
    public double? Minimum { get; set; }
}
