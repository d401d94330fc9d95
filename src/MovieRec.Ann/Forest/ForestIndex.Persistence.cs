namespace MovieRec.Ann;

/// <content>Files: <c>vectors</c>, <c>roots</c>, <c>nodes</c> (16 bytes each), <c>planes</c>, <c>items</c>.</content>
public sealed partial class ForestIndex
{
    internal override void WriteArrays(IndexSectionWriter writer)
    {
        writer.Add("vectors", _trees.Vectors.Values);
        writer.Add("roots", _trees.Roots);
        writer.Add("nodes", _trees.Nodes);
        writer.Add("planes", _trees.Planes);
        writer.Add("items", _trees.Items);
    }

    internal static ForestIndex Read(IndexSectionReader reader, IndexHead head, OptionBag values)
    {
        ForestOptions options = new()
        {
            Trees = values.GetInt32(nameof(ForestOptions.Trees)),
            SearchK = values.GetInt32(nameof(ForestOptions.SearchK)),
            LeafSize = values.GetInt32(nameof(ForestOptions.LeafSize)),
            Seed = values.GetInt32(nameof(ForestOptions.Seed)),
        };
        VectorRows vectors = reader.ReadVectors("vectors", head);
        Block<TreeNode> nodes = reader.Read<TreeNode>("nodes");
        if (nodes.Length > int.MaxValue >> 1)
        {
            throw reader.Error("nodes", $"{nodes.Length} nodes; expected at most {int.MaxValue >> 1}.");
        }

        Block<int> roots = reader.ReadIndices("roots", options.Trees, 0, (int)nodes.Length);
        Block<int> items = reader.ReadIndices("items", (long)options.Trees * head.Count, 0, head.Count);
        int planeCount = CheckNodes(reader, nodes, roots, items.Length);
        Block<float> planes = reader.ReadFinite("planes", (long)planeCount * vectors.Stride);
        return new ForestIndex(new Trees(vectors, roots, nodes, planes, items), head.Similarity, options, reader.Memory);
    }

    /// <summary>
    /// Children lie behind their parents and have one parent each, so that there is no circle and no node is walked twice.
    /// </summary>
    /// <returns>The number of planes.</returns>
    private static unsafe int CheckNodes(IndexSectionReader reader, Block<TreeNode> nodes, Block<int> roots, long items)
    {
        bool[] taken = new bool[nodes.Length];
        foreach (int root in roots.Span)
        {
            Take(reader, taken, root);
        }

        int planes = 0;
        foreach (TreeNode node in nodes.Span)
        {
            planes += node.IsLeaf ? 0 : 1;
        }

        for (int i = 0; i < nodes.Length; i++)
        {
            TreeNode node = nodes.Pointer[i];
            if (node.IsLeaf)
            {
                if (node.Plane != -1 || node.First < 0 || node.Count < 0 || node.First + (long)node.Count > items)
                {
                    throw reader.Error("nodes", $"leaf {i} holds items {node.First} … + {node.Count}; there are {items}.");
                }

                continue;
            }

            if (node.Plane >= planes || !float.IsFinite(node.Offset) || node.First <= i || node.First >= nodes.Length - 1)
            {
                throw reader.Error("nodes", $"node {i} has plane {node.Plane}, offset {node.Offset} and children at {node.First}; expected one of {planes} planes and children behind it.");
            }

            Take(reader, taken, node.First);
            Take(reader, taken, node.First + 1);
        }

        return planes;
    }

    private static void Take(IndexSectionReader reader, bool[] taken, int node)
    {
        if (taken[node])
        {
            throw reader.Error("nodes", $"node {node} has two parents.");
        }

        taken[node] = true;
    }
}
