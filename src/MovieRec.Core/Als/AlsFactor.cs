namespace MovieRec;

/// <summary>Where the Cholesky factor of a row's matrix is.</summary>
internal enum AlsFactor
{
    /// <summary>In <see cref="AlsWorkspace.Matrix"/>, single precision.</summary>
    Single,

    /// <summary>In <see cref="AlsWorkspace.DoubleMatrix"/>: the matrix is too ill-conditioned for single precision.</summary>
    Double,
}
