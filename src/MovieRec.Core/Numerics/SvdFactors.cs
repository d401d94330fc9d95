namespace MovieRec.Numerics;

/// <summary>A ≈ Left · diag(Values) · Rightᵀ; values descend, and columns of a value of 0 are 0.</summary>
internal sealed record SvdFactors(FactorMatrix Left, double[] Values, FactorMatrix Right);
