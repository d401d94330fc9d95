namespace MovieRec;

/// <summary>
/// What another engine minimised, as the normal equations A x = b of one user. y_j is the item's vector, r_j the rating
/// or weight of the user's interaction, n the number of the user's interactions, Y all item vectors.
/// </summary>
public enum ImportedObjective
{
    /// <summary>
    /// Apache Spark MLlib ALS with <c>implicitPrefs</c>: A = YᵀY + Σ α·r_j·y_j·y_jᵀ + λ·n·I, b = Σ (1 + α·r_j)·y_j (Hu,
    /// Koren, Volinsky 2008, with the ridge scaled by the number of ratings).
    /// </summary>
    SparkImplicit,

    /// <summary>Apache Spark MLlib ALS on ratings: A = Σ y_j·y_jᵀ + λ·n·I, b = Σ r_j·y_j (Zhou et al. 2008).</summary>
    SparkExplicit,

    /// <summary>
    /// The Python package <c>implicit</c>: A = YᵀY + Σ (α·r_j − 1)·y_j·y_jᵀ + λ·I, b = Σ α·r_j·y_j; the confidence is
    /// α·r, without the 1 of Hu et al.
    /// </summary>
    ImplicitConfidence,
}
