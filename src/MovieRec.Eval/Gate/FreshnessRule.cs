namespace MovieRec.Eval;

/// <summary>How old the newest interaction may be.</summary>
public sealed class FreshnessRule
{
    /// <summary>Bound in hours. Default 24.</summary>
    public double MaximumAgeHours { get; set; } = 24;
}
