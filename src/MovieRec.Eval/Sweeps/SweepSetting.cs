namespace MovieRec.Eval;

/// <summary>One option of a trial, as text that does not depend on a culture.</summary>
/// <param name="Name">Name, such as <c>als.Factors</c>.</param>
/// <param name="Value">Value, such as <c>64</c>.</param>
public sealed record SweepSetting(string Name, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value}";
}
