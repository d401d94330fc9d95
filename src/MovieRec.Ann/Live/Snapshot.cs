namespace MovieRec.Ann;

/// <summary>
/// One immutable state of an updatable index: a built base, which of its vectors are still valid, and the vectors added
/// since. A search holds one snapshot from beginning to end.
/// </summary>
/// <param name="Base">The built index over <paramref name="Members"/>.</param>
/// <param name="Members">For each vector of the base its index in the whole, ascending; null when they are equal.</param>
/// <param name="Valid">One bit for each vector of the base.</param>
/// <param name="ValidCount">Number of bits set.</param>
/// <param name="Added">Stored rows of added vectors, padded; only the first <paramref name="AddedCount"/> count.</param>
/// <param name="AddedIndex">For each added row its index in the whole, or −1 when it was removed or replaced.</param>
/// <param name="AddedCount">Number of added rows.</param>
/// <param name="Slots">Size of the index space.</param>
/// <param name="Live">Number of vectors that can be found.</param>
internal sealed record Snapshot(
    VectorIndex Base,
    int[]? Members,
    ulong[] Valid,
    int ValidCount,
    float[] Added,
    int[] AddedIndex,
    int AddedCount,
    int Slots,
    int Live)
{
    public int Member(int local) => Members is null ? local : Members[local];

    /// <summary>Position in the base, or a negative number.</summary>
    public int Local(int index) => Members is null ? (index < Base.Count ? index : -1) : Array.BinarySearch(Members, index);

    public bool IsValid(int local) => (Valid[local >> 6] >> (local & 63) & 1) != 0;
}
