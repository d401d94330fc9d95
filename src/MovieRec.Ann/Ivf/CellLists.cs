namespace MovieRec.Ann;

/// <summary>
/// The inverted file as flat arrays: vectors in the order of their cells (ascending index within a cell), so that a probe
/// reads memory from front to back. <see cref="Ids"/> leads from a position to a vector's index, <see cref="Positions"/>
/// back.
/// </summary>
internal sealed class CellLists(VectorRows vectors, Block<float> centers, Block<float> spreads, Block<int> starts, Block<int> ids, Block<int> positions, ByteLists? bytes)
{
    /// <summary>Vectors by position.</summary>
    public VectorRows Vectors { get; } = vectors;

    /// <summary>Cells × stride.</summary>
    public Block<float> Centers { get; } = centers;

    /// <summary>For each cell the root mean square distance of its vectors from the centre.</summary>
    public Block<float> Spreads { get; } = spreads;

    /// <summary>Cells + 1 positions.</summary>
    public Block<int> Starts { get; } = starts;

    public Block<int> Ids { get; } = ids;

    public Block<int> Positions { get; } = positions;

    public ByteLists? Bytes { get; } = bytes;

    public int Cells => (int)Spreads.Length;

    public long Size => Vectors.Values.Bytes + Centers.Bytes + Spreads.Bytes + Starts.Bytes + Ids.Bytes + Positions.Bytes + (Bytes?.Size ?? 0);
}
