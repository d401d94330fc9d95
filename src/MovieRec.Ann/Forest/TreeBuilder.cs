using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Builds one tree: each node is split by the plane between two means of a sample of its vectors (as in Annoy); a lopsided
/// plane is moved to the median, so that depth stays logarithmic and every split makes progress. Planes of cosine go through the origin; those of inner
/// products and distances lie between the means. (Lifting inner products onto a sphere, Bachrach et al. 2014, halves the
/// speed at equal recall on trained factors: the planes then cut through the dimension that queries do not have.)
/// </summary>
internal sealed unsafe class TreeBuilder
{
    private const int SampleSize = 64;
    private const int Rounds = 4;
    private const double Lopsided = 0.9;
    private readonly VectorRows _vectors;
    private readonly bool _throughOrigin;
    private readonly ForestOptions _options;
    private readonly ulong _seed;
    private readonly int[] _items;
    private readonly float[] _margins;
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _planes = [];
    private ulong _position;

    private TreeBuilder(VectorRows vectors, Similarity similarity, ForestOptions options, int tree)
    {
        _vectors = vectors;
        _throughOrigin = similarity == Similarity.Cosine;
        _options = options;
        _seed = SeededRandom.Hash((ulong)options.Seed, (ulong)tree);
        _items = [.. Enumerable.Range(0, vectors.Count)];
        _margins = new float[vectors.Count];
    }

    public int[] Items => _items;

    public ReadOnlySpan<TreeNode> Nodes => CollectionsMarshal.AsSpan(_nodes);

    public ReadOnlySpan<float> Planes => CollectionsMarshal.AsSpan(_planes);

    public static TreeBuilder Build(
        VectorRows vectors, Similarity similarity, ForestOptions options, int tree, CancellationToken cancellationToken)
    {
        TreeBuilder builder = new(vectors, similarity, options, tree);
        builder._nodes.Add(default);
        builder.Split(cancellationToken);
        return builder;
    }

    private void Split(CancellationToken cancellationToken)
    {
        Stack<(int Node, int First, int Count)> open = new();
        open.Push((0, 0, _vectors.Count));
        while (open.TryPop(out (int Node, int First, int Count) part))
        {
            if (part.Count <= _options.LeafSize)
            {
                // Leaves in ascending order: equal forests have equal bytes, and rows are read in order.
                _items.AsSpan(part.First, part.Count).Sort();
                _nodes[part.Node] = new TreeNode(-1, 0, part.First, part.Count);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            Span<int> items = _items.AsSpan(part.First, part.Count);
            float[] plane = new float[_vectors.Stride];
            float offset = Plane(items, plane);
            int left = Partition(items, plane, ref offset);
            int children = _nodes.Count;
            _nodes.Add(default);
            _nodes.Add(default);
            _nodes[part.Node] = new TreeNode(_planes.Count / _vectors.Stride, offset, children, part.Count);
            _planes.AddRange(plane);
            open.Push((children + 1, part.First + left, part.Count - left));
            open.Push((children, part.First, left));
        }
    }

    /// <summary>The plane between two means, its normal of unit length.</summary>
    /// <returns>Its offset from the origin.</returns>
    private float Plane(ReadOnlySpan<int> items, float[] plane)
    {
        int stride = _vectors.Stride;
        int size = Math.Min(SampleSize, items.Length);
        int[] sample = new int[size];
        for (int i = 0; i < size; i++)
        {
            sample[i] = items[(int)(Next() % (ulong)items.Length)];
        }

        float[] a = new float[stride], b = new float[stride], sumA = new float[stride], sumB = new float[stride];
        _vectors.PaddedRow(sample[0]).CopyTo(a);
        _vectors.PaddedRow(sample[1]).CopyTo(b);
        for (int round = 0; round < Rounds; round++)
        {
            sumA.AsSpan().Clear();
            sumB.AsSpan().Clear();
            int countA = 0, countB = 0;
            float middle = 0.5f * (Squares(a) - Squares(b));
            foreach (int item in sample)
            {
                float towardA = Dot(item, a) - Dot(item, b) - middle;
                bool left = towardA > 0 || (towardA == 0 && countA <= countB);
                Add(item, left ? sumA : sumB);
                countA += left ? 1 : 0;
                countB += left ? 0 : 1;
            }

            if (countA == 0 || countB == 0)
            {
                break;
            }

            Scale(sumA, a, countA);
            Scale(sumB, b, countB);
        }

        float length = 0;
        for (int j = 0; j < stride; j++)
        {
            plane[j] = a[j] - b[j];
            length += plane[j] * plane[j];
        }

        float scale = length > 0 ? 1 / MathF.Sqrt(length) : 0;
        foreach (ref float value in plane.AsSpan())
        {
            value *= scale;
        }

        return _throughOrigin ? 0 : 0.5f * (Squares(a) - Squares(b)) * scale;
    }

    /// <summary>Moves items left of the plane to the front.</summary>
    /// <returns>Their number, 1 … count − 1.</returns>
    private int Partition(Span<int> items, float[] plane, ref float offset)
    {
        // In ascending order, so that margins do not depend on how the items came here and rows are read in order.
        Span<float> margins = _margins.AsSpan(0, items.Length);
        items.Sort();
        fixed (float* query = plane)
        fixed (int* rows = items)
        fixed (float* scores = margins)
        {
            GatherKernels.Dot(query, _vectors.Values.Pointer, _vectors.Stride, rows, items.Length, scores);
        }

        ulong[] keys = new ulong[items.Length];
        int left = 0;
        for (int i = 0; i < items.Length; i++)
        {
            left += margins[i] >= offset ? 1 : 0;
            keys[i] = Ranked.Key(margins[i], items[i]);
        }

        keys.AsSpan().Sort();
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Ranked.Index(keys[i]);
        }

        if (Math.Max(left, items.Length - left) > Lopsided * items.Length)
        {
            left = items.Length / 2;
            offset = Ranked.Score(keys[left]);
        }

        return left;
    }

    private ulong Next() => SeededRandom.Hash(_seed, _position++) >> 1;

    private float Dot(int item, float[] mean) => Kernels.Dot(_vectors.PaddedRow(item), mean);

    private static float Squares(float[] mean) => Kernels.Dot(mean, mean);

    private void Add(int item, float[] sum)
    {
        Span<float> row = _vectors.PaddedRow(item);
        for (int j = 0; j < row.Length; j++)
        {
            sum[j] += row[j];
        }
    }

    /// <summary>The mean; of unit length for cosine.</summary>
    private void Scale(float[] sum, float[] mean, int count)
    {
        float length = _throughOrigin ? MathF.Sqrt(Squares(sum)) : count;
        for (int j = 0; j < sum.Length; j++)
        {
            mean[j] = length > 0 ? sum[j] / length : 0;
        }
    }
}
