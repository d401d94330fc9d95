namespace MovieRec;

/// <summary>One option of a model, as text that does not depend on a culture.</summary>
/// <param name="Name">Name, such as <c>Factors</c>.</param>
/// <param name="Value">Value, such as <c>64</c>.</param>
public sealed record ModelOption(string Name, string Value);
