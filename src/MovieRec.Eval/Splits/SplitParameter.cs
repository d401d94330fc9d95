namespace MovieRec.Eval;

/// <summary>One parameter of a split, as text that does not depend on a culture.</summary>
/// <param name="Name">Name, such as <c>quantile</c>.</param>
/// <param name="Value">Value, such as <c>0.8</c>.</param>
public sealed record SplitParameter(string Name, string Value);
