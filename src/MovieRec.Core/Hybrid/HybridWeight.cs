namespace MovieRec;

/// <summary>The weight a of one part in a blend.</summary>
/// <param name="Part">Name of the part, or <see cref="HybridPart.Popularity"/>.</param>
/// <param name="Weight">A finite number of at least 0; at 0 the part is left out. Only the ratios of weights count.</param>
public readonly record struct HybridWeight(string Part, double Weight);
