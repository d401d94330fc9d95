namespace MovieRec.Numerics;

/// <summary>How <see cref="RandomizedSvd"/> works.</summary>
/// <param name="Rank">Triples wanted, ≥ 1; beyond the matrix's own rank they are 0.</param>
/// <param name="Oversampling">Columns of the range finder beyond the rank.</param>
/// <param name="PowerIterations">Rounds of A·Aᵀ.</param>
/// <param name="Seed">Seed of Ω.</param>
internal readonly record struct SvdSettings(int Rank, int Oversampling, int PowerIterations, int Seed);
