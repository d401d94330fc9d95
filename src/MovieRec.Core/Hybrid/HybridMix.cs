namespace MovieRec;

/// <summary>How one item's vectors are mixed: the item's side of a blend, before weights.</summary>
/// <param name="Own">Factor of the item's own behaviour vector: φ, or 1 without a prior.</param>
/// <param name="Prior">Factor of what content predicts for it: (1 − φ)·s.</param>
/// <param name="Content">Factor of its content vector: φ + (1 − φ)·unseen.</param>
/// <param name="Popularity">z.</param>
/// <param name="PopularityPrior">What content predicts for z; 0 without a prior.</param>
internal readonly record struct HybridMix(double Own, double Prior, double Content, double Popularity, double PopularityPrior);
