namespace MovieRec;

/// <summary>The objective that implicit ALS minimises; p = 1 for an observed pair, else 0; ŷ = ⟨x_u, y_i⟩.</summary>
public enum AlsObjective
{
    /// <summary>
    /// Σ_observed w·(1 − ŷ)² + α₀·Σ_all ŷ² + regularisation, with w the interaction's weight and α₀ =
    /// <see cref="AlsOptions.UnobservedWeight"/> (Rendle, Krichene, Zhang, Koren 2021, "Revisiting the Performance of
    /// iALS on Item Recommendation Benchmarks"). The right-hand side of the normal equations is Σ w·y.
    /// </summary>
    Rendle,

    /// <summary>
    /// Σ_all c·(p − ŷ)² + regularisation, c = 1 + <see cref="AlsOptions.Alpha"/>·w for an observed pair, else 1 (Hu,
    /// Koren, Volinsky 2008, "Collaborative Filtering for Implicit Feedback Datasets"). The right-hand side is Σ c·y.
    /// </summary>
    HuKorenVolinsky,
}
