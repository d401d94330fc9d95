using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>Builds the trees in parallel, each from its own seed, and lays them out in order.</summary>
internal static unsafe class ForestBuilder
{
    public static Trees Build(VectorRows vectors, Similarity similarity, ForestOptions options, HeapMemory memory, CancellationToken cancellationToken)
    {
        TreeBuilder[] trees = new TreeBuilder[options.Trees];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        Parallel.For(0, trees.Length, parallel, t =>
            trees[t] = TreeBuilder.Build(vectors, similarity, options, t, cancellationToken));

        Block<int> roots = memory.Allocate<int>(trees.Length);
        Block<TreeNode> nodes = memory.Allocate<TreeNode>(trees.Sum(static t => (long)t.Nodes.Length));
        Block<float> planes = memory.Allocate<float>(trees.Sum(static t => (long)t.Planes.Length));
        Block<int> items = memory.Allocate<int>((long)trees.Length * vectors.Count);
        int node = 0;
        long plane = 0;
        for (int t = 0; t < trees.Length; t++)
        {
            int firstPlane = checked((int)(plane / vectors.Stride));
            int firstItem = checked(t * vectors.Count);
            roots.Pointer[t] = node;
            int firstNode = node;
            foreach (TreeNode n in trees[t].Nodes)
            {
                nodes.Pointer[node++] = n.IsLeaf
                    ? new TreeNode(-1, 0, firstItem + n.First, n.Count)
                    : new TreeNode(firstPlane + n.Plane, n.Offset, firstNode + n.First, n.Count);
            }

            trees[t].Planes.CopyTo(planes.Slice(plane, trees[t].Planes.Length));
            plane += trees[t].Planes.Length;
            trees[t].Items.CopyTo(items.Slice(firstItem, vectors.Count));
        }

        return new Trees(vectors, roots, nodes, planes, items);
    }
}
