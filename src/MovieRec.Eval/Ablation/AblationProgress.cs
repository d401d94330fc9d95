namespace MovieRec.Eval;

/// <summary>How far an ablation is.</summary>
/// <param name="Variant">What is measured now.</param>
/// <param name="Done">Variants done.</param>
/// <param name="Total">Variants to do.</param>
public readonly record struct AblationProgress(string Variant, int Done, int Total);
