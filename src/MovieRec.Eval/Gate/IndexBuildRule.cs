namespace MovieRec.Eval;

/// <summary>How long building what serves may take.</summary>
public sealed class IndexBuildRule
{
    /// <summary>Bound in seconds; no default.</summary>
    public double? MaximumSeconds { get; set; }
}
