using System.Runtime.CompilerServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Builds a graph in batches. Each batch searches the graph as the batches before left it, in parallel; then the links
/// back to the new nodes are sorted by target and applied, in parallel over targets. What a node sees depends on the
/// batch alone, so the bits do not depend on the number of threads (after ParlayANN, Manohar et al. 2024). A batch is at
/// most a 32nd of what is inserted, and at most 1,024: the few neighbours that a batch hides from itself do not show in
/// recall. Nodes of high levels come first, so that the entry never changes; within a level the order is a hash, so that
/// sorted input does no harm.
/// </summary>
internal sealed unsafe class HnswBuilder
{
    private const int LargestBatch = 1024;
    private const int BatchShare = 32;
    private const int Inline = 8;
    private readonly HnswGraph _graph;
    private readonly GraphSpace _space;
    private readonly HnswOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly ScratchPool<Worker> _workers;
    private readonly List<ulong>[] _linksBack = new List<ulong>[HnswGraph.MaximumLevel + 1];
    private readonly List<int> _groups = [];

    private HnswBuilder(HnswGraph graph, GraphSpace space, HnswOptions options, CancellationToken cancellationToken)
    {
        _graph = graph;
        _space = space;
        _options = options;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        _workers = new ScratchPool<Worker>(() => new Worker(graph, options.EfConstruction));
        for (int i = 0; i < _linksBack.Length; i++)
        {
            _linksBack[i] = [];
        }
    }

    public static HnswGraph Build(
        VectorRows vectors, Similarity similarity, HnswOptions options, HeapMemory memory, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        Block<byte> levels = memory.Allocate<byte>(vectors.Count);
        int[] order = Order(levels, options, cancellationToken);
        Block<int> starts = memory.Allocate<int>(vectors.Count);
        Block<int> upper = memory.Allocate<int>(HnswGraph.UpperStarts(levels.Span, options.M, starts.Span));
        upper.Span.Fill(-1);
        Block<int> links = memory.Allocate<int>((long)vectors.Count * HnswGraph.StrideOf(options.M));
        for (int i = 0; i < vectors.Count; i++)
        {
            links.Slice((long)i * HnswGraph.StrideOf(options.M), HnswGraph.StrideOf(options.M)).Fill(-1);
        }

        ByteRows? bytes = options.ByteRows && similarity != Similarity.NegativeSquaredL2 ? ByteRows.Create(vectors, memory) : null;
        HnswGraph graph = new(vectors, options.M, links, levels, starts, upper, order.Length == 0 ? -1 : order[0], bytes);
        using HeapMemory weights = new();
        GraphSpace space = similarity == Similarity.InnerProduct
            ? GraphSpace.Damped(vectors, bytes, weights.Allocate<float>(vectors.Count))
            : new GraphSpace(vectors, null, bytes);
        new HnswBuilder(graph, space, options, cancellationToken).Insert(order, progress);
        return graph;
    }

    private static int[] Order(Block<byte> levels, HnswOptions options, CancellationToken cancellationToken)
    {
        int[] order = new int[levels.Length];
        ulong[] keys = new ulong[levels.Length];
        for (int i = 0; i < order.Length; i++)
        {
            byte level = HnswGraph.DrawLevel(options.Seed, i, options.M);
            levels.Pointer[i] = level;
            order[i] = i;
            keys[i] = ((ulong)(HnswGraph.MaximumLevel - level) << 56) | (SeededRandom.Hash(~(ulong)options.Seed, (ulong)i) >> 8);
        }

        cancellationToken.ThrowIfCancellationRequested();
        Array.Sort(keys, order);
        return order;
    }

    private void Insert(int[] order, IProgress<int>? progress)
    {
        for (int done = 1; done < order.Length;)
        {
            int size = Math.Min(Math.Clamp(done / BatchShare, 1, LargestBatch), order.Length - done);
            ArraySegment<int> batch = new(order, done, size);
            ForEach(size, (worker, i) => FindLinks(worker, batch[i]));
            LinkBack(batch);
            done += size;
            if (size == LargestBatch)
            {
                progress?.Report(done);
            }
        }

        progress?.Report(order.Length);
    }

    /// <summary>Searches the frozen graph and writes the node's own links, which nobody reads during the batch.</summary>
    private void FindLinks(Worker worker, int node)
    {
        GraphPoint point = _space.Point(node);
        int level = Math.Min(_graph.Levels.Pointer[node], _graph.TopLevel);
        ulong start = worker.Walker.Descend(_space, point, level);
        for (; level >= 0; level--)
        {
            worker.Walker.Walk(_space, point, level, start, _options.EfConstruction, long.MaxValue);
            start = worker.Walker.Found[0];
            worker.Selection.Select(_space, worker.Walker.Found, node, new Span<int>(_graph.LinksOf(node, level), _graph.M));
        }
    }

    private void LinkBack(ArraySegment<int> batch)
    {
        foreach (int node in batch)
        {
            for (int level = _graph.Levels.Pointer[node]; level >= 0; level--)
            {
                int* links = _graph.LinksOf(node, level);
                for (int i = 0; i < _graph.M && links[i] >= 0; i++)
                {
                    _linksBack[level].Add(((ulong)(uint)links[i] << 32) | (uint)node);
                }
            }
        }

        for (int level = 0; level < _linksBack.Length; level++)
        {
            List<ulong> back = _linksBack[level];
            if (back.Count > 0)
            {
                back.Sort();
                ApplyBack(level, back);
                back.Clear();
            }
        }
    }

    private void ApplyBack(int level, List<ulong> back)
    {
        List<int> groups = _groups;
        groups.Clear();
        groups.Add(0);
        for (int i = 1; i < back.Count; i++)
        {
            if (back[i] >> 32 != back[i - 1] >> 32)
            {
                groups.Add(i);
            }
        }

        groups.Add(back.Count);
        ForEach(groups.Count - 1, (worker, g) => Extend(worker, level, back, groups[g], groups[g + 1]));
    }

    /// <summary>Adds links from one node to new ones; when they do not fit, the heuristic chooses among all.</summary>
    private void Extend(Worker worker, int level, List<ulong> back, int from, int to)
    {
        int node = (int)(back[from] >> 32);
        int degree = _graph.Degree(level);
        int* links = _graph.LinksOf(node, level);
        int count = 0;
        while (count < degree && links[count] >= 0)
        {
            count++;
        }

        if (count + to - from <= degree)
        {
            for (int i = from; i < to; i++)
            {
                links[count++] = (int)(uint)back[i];
            }

            return;
        }

        Span<int> nodes = worker.Nodes(count + to - from);
        new Span<int>(links, count).CopyTo(nodes);
        for (int i = from; i < to; i++)
        {
            nodes[count + i - from] = (int)(uint)back[i];
        }

        ReadOnlySpan<ulong> candidates = worker.Rank(_space, _space.Point(node), nodes);
        Span<int> chosen = new(links, degree);
        int kept = worker.Selection.Select(_space, candidates, node, chosen);
        chosen[kept..].Fill(-1);
    }

    private void ForEach(int count, Action<Worker, int> body)
    {
        if (count <= Inline || _parallel.MaxDegreeOfParallelism == 1)
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            Worker worker = _workers.Rent();
            for (int i = 0; i < count; i++)
            {
                body(worker, i);
            }

            _workers.Return(worker);
            return;
        }

        Parallel.For(
            0,
            count,
            _parallel,
            _workers.Rent,
            (i, _, worker) =>
            {
                body(worker, i);
                return worker;
            },
            _workers.Return);
    }

    /// <summary>Working memory of one thread.</summary>
    private sealed class Worker(HnswGraph graph, int ef)
    {
        private int[] _nodes = [];
        private float[] _scores = [];
        private ulong[] _keys = [];

        public HnswWalker Walker { get; } = new(graph, ef);

        public NeighbourSelection Selection { get; } = new(2 * graph.M);

        public Span<int> Nodes(int count)
        {
            if (_nodes.Length < count)
            {
                _nodes = GC.AllocateArray<int>(2 * count, pinned: true);
                _scores = GC.AllocateArray<float>(2 * count, pinned: true);
                _keys = new ulong[2 * count];
            }

            return _nodes.AsSpan(0, count);
        }

        public ReadOnlySpan<ulong> Rank(in GraphSpace space, in GraphPoint point, ReadOnlySpan<int> nodes)
        {
            space.Score(point, (int*)Unsafe.AsPointer(ref _nodes[0]), nodes.Length, (float*)Unsafe.AsPointer(ref _scores[0]));
            int count = 0;
            for (int i = 0; i < nodes.Length; i++)
            {
                if (!float.IsNaN(_scores[i]))
                {
                    _keys[count++] = Ranked.Key(_scores[i], nodes[i]);
                }
            }

            Span<ulong> keys = _keys.AsSpan(0, count);
            keys.Sort();
            return keys;
        }
    }
}
