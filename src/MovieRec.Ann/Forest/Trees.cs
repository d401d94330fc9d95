namespace MovieRec.Ann;

/// <summary>The forest as flat arrays: vectors by index, nodes and planes of all trees one after another, items of the leaves.</summary>
internal sealed class Trees(VectorRows vectors, Block<int> roots, Block<TreeNode> nodes, Block<float> planes, Block<int> items)
{
    public VectorRows Vectors { get; } = vectors;

    /// <summary>First node of each tree.</summary>
    public Block<int> Roots { get; } = roots;

    public Block<TreeNode> Nodes { get; } = nodes;

    /// <summary>Normals of the splitting planes, of unit length, padded like vectors.</summary>
    public Block<float> Planes { get; } = planes;

    /// <summary>Trees × count: each tree's leaves hold every vector once.</summary>
    public Block<int> Items { get; } = items;

    public long Bytes => Vectors.Values.Bytes + Roots.Bytes + (Nodes.Length * 16) + Planes.Bytes + Items.Bytes;
}
