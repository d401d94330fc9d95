namespace MovieRec;

/// <summary>How a row's normal equations are solved during training. The last solve of the users is exact whatever it is.</summary>
public enum AlsSolver
{
    /// <summary>Exact, by Cholesky factorisation. The fastest up to some hundred factors.</summary>
    Cholesky,

    /// <summary><see cref="AlsOptions.SolverSteps"/> steps of conjugate gradient from the row's last vector.</summary>
    ConjugateGradient,

    /// <summary>
    /// iALS++: exact solves for <see cref="AlsOptions.SubspaceSize"/> coordinates at a time, from the row's last vector
    /// (Rendle, Krichene, Zhang, Koren 2021).
    /// </summary>
    Subspace,
}
