namespace MovieRec;

/// <summary>The objective of implicit ALS in its three parts.</summary>
/// <param name="Observed">
/// Σ over liked pairs: w·(1 − ŷ)² in <see cref="AlsObjective.Rendle"/>; c·(1 − ŷ)² − ŷ² in
/// <see cref="AlsObjective.HuKorenVolinsky"/>, whose unobserved part counts every pair.
/// </param>
/// <param name="Unobserved">Σ over all pairs of ŷ², times the unobserved weight.</param>
/// <param name="Regularization">Σ of every row's ridge times its squared norm, both sides.</param>
public readonly record struct AlsLossParts(double Observed, double Unobserved, double Regularization)
{
    /// <summary>The objective.</summary>
    public double Total => Observed + Unobserved + Regularization;
}
