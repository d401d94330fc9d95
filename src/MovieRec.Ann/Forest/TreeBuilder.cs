using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Builds one tree: each node is split by the plane between two means of a sample of its vectors (as in Annoy); a lopsided
/// plane is moved to the median, so that depth stays logarithmic and every split makes progress. Vectors of inner products are lifted onto a sphere
/// (Bachrach et al. 2014) while the tree is built; queries have lift 0, so the lift is not stored.
/// </summary>
internal sealed unsafe class TreeBuilder
{
    private const int SampleSize = 64;
    private const int Rounds = 4;
    private const double Lopsided = 0.9;
    private readonly VectorRows _vectors;
    private readonly float[]? _lifts;
    private readonly bool _throughOrigin;
    private readonly ForestOptions _options;
    private readonly ulong _seed;
    private readonly int[] _items;
    private readonly float[] _margins;
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _planes = [];
    private ulong _position;

    private TreeBuilder(VectorRows vectors, float[]? lifts, Similarity similarity, ForestOptions options, int tree)
    {
        _vectors = vectors;
        _lifts = lifts;
        _throughOrigin = similarity != Similarity.NegativeSquaredL2;
        _options = options;
        _seed = SeededRandom.Hash((ulong)options.Seed, (ulong)tree);
        _items = [.. Enumerable.Range(0, vectors.Count)];
        _margins = new float[vectors.Count];
    }

    public int[] Items => _items;

    public ReadOnlySpan<TreeNode> Nodes => CollectionsMarshal.AsSpan(_nodes);

    public ReadOnlySpan<float> Planes => CollectionsMarshal.AsSpan(_planes);

    public static TreeBuilder Build(
        VectorRows vectors, float[]? lifts, Similarity similarity, ForestOptions options, int tree, CancellationToken cancellationToken)
    {
        TreeBuilder builder = new(vectors, lifts, similarity, options, tree);
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
            float lift = Plane(items, plane, out float offset);
            int left = Partition(items, plane, lift, ref offset);
            int children = _nodes.Count;
            _nodes.Add(default);
            _nodes.Add(default);
            _nodes[part.Node] = new TreeNode(_planes.Count / _vectors.Stride, offset, children, part.Count);
            _planes.AddRange(plane);
            open.Push((children + 1, part.First + left, part.Count - left));
            open.Push((children, part.First, left));
        }
    }

    /// <summary>The plane between two means.</summary>
    /// <returns>The lift of its normal.</returns>
    private float Plane(ReadOnlySpan<int> items, float[] plane, out float offset)
    {
        int stride = _vectors.Stride;
        int size = Math.Min(SampleSize, items.Length);
        int[] sample = new int[size];
        for (int i = 0; i < size; i++)
        {
            sample[i] = items[(int)(Next() % (ulong)items.Length)];
        }

        float[] a = new float[stride + 1], b = new float[stride + 1], sumA = new float[stride + 1], sumB = new float[stride + 1];
        Load(sample[0], a);
        Load(sample[1], b);
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
        float[] normal = new float[stride + 1];
        for (int j = 0; j <= stride; j++)
        {
            normal[j] = a[j] - b[j];
            length += normal[j] * normal[j];
        }

        float scale = length > 0 ? 1 / MathF.Sqrt(length) : 0;
        for (int j = 0; j < stride; j++)
        {
            plane[j] = normal[j] * scale;
        }

        offset = _throughOrigin ? 0 : 0.5f * (Squares(a) - Squares(b)) * scale;
        return normal[stride] * scale;
    }

    /// <summary>Moves items left of the plane to the front.</summary>
    /// <returns>Their number, 1 … count − 1.</returns>
    private int Partition(Span<int> items, float[] plane, float lift, ref float offset)
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
            float margin = margins[i] + (_lifts is null ? 0 : lift * _lifts[items[i]]);
            left += margin >= offset ? 1 : 0;
            keys[i] = Ranked.Key(margin, items[i]);
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

    private void Load(int item, float[] target)
    {
        _vectors.PaddedRow(item).CopyTo(target);
        target[^1] = _lifts?[item] ?? 0;
    }

    private float Dot(int item, float[] mean) =>
        Kernels.Dot(_vectors.PaddedRow(item), mean.AsSpan(0, _vectors.Stride)) + ((_lifts?[item] ?? 0) * mean[^1]);

    private static float Squares(float[] mean)
    {
        float sum = 0;
        foreach (float value in mean)
        {
            sum += value * value;
        }

        return sum;
    }

    private void Add(int item, float[] sum)
    {
        Span<float> row = _vectors.PaddedRow(item);
        for (int j = 0; j < row.Length; j++)
        {
            sum[j] += row[j];
        }

        sum[^1] += _lifts?[item] ?? 0;
    }

    /// <summary>The mean; on the sphere for measures of angle.</summary>
    private void Scale(float[] sum, float[] mean, int count)
    {
        float length = _throughOrigin ? MathF.Sqrt(Squares(sum)) : count;
        for (int j = 0; j < sum.Length; j++)
        {
            mean[j] = length > 0 ? sum[j] / length : 0;
        }
    }
}
