using System.Runtime.CompilerServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Walks one level of a graph. The candidates are one sorted run of keys (<see cref="Ranked"/>) instead of two heaps: an
/// insertion moves a few cache lines, the next node to expand is found by a cursor, and the answer is the front of the
/// run. Visited nodes are bits, cleared whole (1 µs for a million nodes), so that they stay in the nearest cache.
/// </summary>
/// <remarks>Working memory of one search at a time; pooled.</remarks>
internal sealed unsafe class HnswWalker
{
    private readonly HnswGraph _graph;
    private readonly ulong[] _visited;
    private readonly int[] _nodes;
    private readonly float[] _scores;
    private readonly int[] _sums;
    private readonly short[] _bytes;
    private ulong[] _pool;
    private ulong[] _heap = [];
    private int _count;

    /// <summary>The query of <see cref="Descend"/> as bytes.</summary>
    private ByteQuery _screen;

    public HnswWalker(HnswGraph graph, int ef)
    {
        _graph = graph;
        _visited = GC.AllocateArray<ulong>(ItemMask.WordCount(graph.Count), pinned: true);
        _nodes = GC.AllocateArray<int>(graph.BaseStride, pinned: true);
        _scores = GC.AllocateArray<float>(graph.BaseStride, pinned: true);
        _sums = GC.AllocateArray<int>(graph.BaseStride, pinned: true);
        _bytes = GC.AllocateArray<short>(graph.Bytes?.Stride ?? 0, pinned: true);
        _pool = GC.AllocateArray<ulong>(ef, pinned: true);
    }

    /// <summary>What the last walk found, best first; marks may be set.</summary>
    public ReadOnlySpan<ulong> Found => _pool.AsSpan(0, _count);

    /// <summary>Vectors scored since <see cref="Descend"/>.</summary>
    public long Scored { get; private set; }

    /// <summary>Greedy steps from the entry down to a level, which is not walked yet.</summary>
    /// <returns>The key of the closest node found.</returns>
    public ulong Descend(in GraphSpace space, in GraphPoint query, int toLevel)
    {
        _screen = space.Bytes is { } bytes
            ? bytes.Quantize(query.Vector, space.Vectors.Dimensions, (short*)Unsafe.AsPointer(ref _bytes[0]))
            : default;
        int node = _graph.Entry;
        ref float score = ref _scores[0];
        _nodes[0] = node;
        Score(space, query, 1);
        Scored = 1;
        ulong best = float.IsNaN(score) ? Ranked.Key(float.NegativeInfinity, node) : Ranked.Key(score, node);
        for (int level = _graph.TopLevel; level > toLevel; level--)
        {
            for (bool moved = true; moved;)
            {
                moved = false;
                int* links = _graph.LinksOf(Ranked.Index(best), level);
                int count = 0;
                for (; count < _graph.M && (uint)links[count] < (uint)_graph.Count; count++)
                {
                    _nodes[count] = links[count];
                    Touch(space, links[count]);
                }

                Scored += count;
                count = Screen(space, query, count, Ranked.Score(best));
                Score(space, query, count);
                for (int i = 0; i < count; i++)
                {
                    // A corrupt link could name a node that is not on this level: its upper links do not exist.
                    if (!float.IsNaN(_scores[i]) && _graph.Levels.Pointer[_nodes[i]] >= level)
                    {
                        ulong key = Ranked.Key(_scores[i], _nodes[i]);
                        if (key < best)
                        {
                            best = key;
                            moved = true;
                        }
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Best-first walk of a level with <paramref name="ef"/> candidates, until none of them is unexpanded.</summary>
    /// <param name="space">The measure.</param>
    /// <param name="query">The query.</param>
    /// <param name="level">The level.</param>
    /// <param name="start">Key of a node on it.</param>
    /// <param name="ef">Candidates kept.</param>
    /// <param name="budget">Ends the walk when this many vectors have been scored since <see cref="Descend"/>.</param>
    public void Walk(in GraphSpace space, in GraphPoint query, int level, ulong start, int ef, long budget)
    {
        if (_pool.Length < ef)
        {
            _pool = GC.AllocateArray<ulong>(ef, pinned: true);
        }

        Array.Clear(_visited);
        ulong* pool = (ulong*)Unsafe.AsPointer(ref _pool[0]);
        float* scores = (float*)Unsafe.AsPointer(ref _scores[0]);
        int* nodes = (int*)Unsafe.AsPointer(ref _nodes[0]);
        Visit(Ranked.Index(start));
        pool[0] = start & ~Ranked.Mark;
        int count = 1;
        for (int cursor = 0; cursor < count && Scored < budget;)
        {
            if ((pool[cursor] & Ranked.Mark) != 0)
            {
                cursor++;
                continue;
            }

            pool[cursor] |= Ranked.Mark;
            int fresh = Fresh(Ranked.Index(pool[cursor]), level, nodes, space);
            Scored += fresh;
            int first = cursor + 1;
            float threshold = count < ef ? float.NegativeInfinity : Ranked.Score(pool[ef - 1]);
            fresh = Screen(space, query, fresh, threshold);
            space.Score(query, nodes, fresh, scores);
            for (int i = 0; i < fresh; i++)
            {
                // Also drops NaN.
                if (!(scores[i] >= threshold))
                {
                    continue;
                }

                ulong key = Ranked.Key(scores[i], nodes[i]);
                if (count == ef)
                {
                    if (key >= pool[ef - 1])
                    {
                        continue;
                    }

                    count--;
                }

                int position = Insert(pool, count, key);
                count++;
                first = Math.Min(first, position);
                if (count == ef)
                {
                    threshold = Ranked.Score(pool[ef - 1]);
                }
            }

            cursor = first;
            if (cursor < count)
            {
                Prefetch.Line(_graph.LinksOf(Ranked.Index(pool[cursor]), level));
            }
        }

        _count = count;
    }

    /// <summary>
    /// Walks the lowest level until <paramref name="ef"/> allowed nodes are better than every node left to expand; nodes
    /// that are not allowed are stepping stones.
    /// </summary>
    /// <param name="space">The measure.</param>
    /// <param name="query">The query.</param>
    /// <param name="request">What is allowed.</param>
    /// <param name="start">Key of a node to begin at.</param>
    /// <param name="ef">Allowed candidates kept.</param>
    /// <param name="limit">Vectors to score at most.</param>
    /// <returns>False when the limit ended the walk.</returns>
    public bool WalkFiltered(in GraphSpace space, in GraphPoint query, in SearchRequest request, ulong start, int ef, long limit)
    {
        if (_pool.Length < ef)
        {
            _pool = GC.AllocateArray<ulong>(ef, pinned: true);
        }

        int capacity = (int)Math.Min(_graph.Count, limit) + _graph.BaseStride + 1;
        if (_heap.Length < capacity)
        {
            _heap = GC.AllocateUninitializedArray<ulong>(capacity);
        }

        Array.Clear(_visited);
        ulong* pool = (ulong*)Unsafe.AsPointer(ref _pool[0]);
        float* scores = (float*)Unsafe.AsPointer(ref _scores[0]);
        int* nodes = (int*)Unsafe.AsPointer(ref _nodes[0]);
        start &= ~Ranked.Mark;
        Visit(Ranked.Index(start));
        KeyHeap heap = new(_heap);
        heap.Push(start);
        _count = 0;
        if (request.Allows(Ranked.Index(start)))
        {
            pool[_count++] = start;
        }

        while (heap.Count > 0)
        {
            ulong best = heap.Pop();
            if (_count == ef && best > pool[ef - 1])
            {
                return true;
            }

            if (Scored >= limit)
            {
                return false;
            }

            int fresh = Fresh(Ranked.Index(best), 0, nodes, space);
            Scored += fresh;
            fresh = Screen(space, query, fresh, _count < ef ? float.NegativeInfinity : Ranked.Score(pool[ef - 1]));
            space.Score(query, nodes, fresh, scores);
            for (int i = 0; i < fresh; i++)
            {
                if (float.IsNaN(scores[i]))
                {
                    continue;
                }

                ulong key = Ranked.Key(scores[i], nodes[i]);
                if (_count == ef && key >= pool[ef - 1])
                {
                    continue;
                }

                heap.Push(key);
                if (request.Allows(nodes[i]))
                {
                    _count -= _count == ef ? 1 : 0;
                    Insert(pool, _count, key);
                    _count++;
                }
            }
        }

        return true;
    }

    /// <summary>Scores the first <paramref name="count"/> nodes of the batch.</summary>
    private void Score(in GraphSpace space, in GraphPoint query, int count) =>
        space.Score(query, (int*)Unsafe.AsPointer(ref _nodes[0]), count, (float*)Unsafe.AsPointer(ref _scores[0]));

    /// <summary>Drops nodes of the batch that cannot reach a threshold, where bytes can tell.</summary>
    private int Screen(in GraphSpace space, in GraphPoint query, int count, float threshold) =>
        _screen.Screens && threshold > float.NegativeInfinity
            ? space.Screen(query, _screen, (int*)Unsafe.AsPointer(ref _nodes[0]), count, (int*)Unsafe.AsPointer(ref _sums[0]), threshold)
            : count;

    /// <summary>Starts loading what of a node is read first.</summary>
    private void Touch(in GraphSpace space, int node)
    {
        if (_screen.Screens)
        {
            Prefetch.Bytes(space.Bytes!.Row(node), space.Bytes.Stride);
        }
        else
        {
            Prefetch.Row(space.Vectors.Row(node), space.Vectors.Stride);
        }
    }

    /// <summary>Collects the unvisited neighbours of a node, marks them and starts loading their vectors.</summary>
    private int Fresh(int node, int level, int* nodes, in GraphSpace space)
    {
        ulong* visited = (ulong*)Unsafe.AsPointer(ref _visited[0]);
        int* links = _graph.LinksOf(node, level);
        int degree = _graph.Degree(level);
        uint nodeCount = (uint)_graph.Count;
        int count = 0;
        for (int i = 0; i < degree; i++)
        {
            uint neighbour = (uint)links[i];
            if (neighbour >= nodeCount)
            {
                break;
            }

            ulong bit = 1UL << (int)(neighbour & 63);
            ref ulong word = ref visited[neighbour >> 6];
            if ((word & bit) != 0 || (level > 0 && _graph.Levels.Pointer[neighbour] < level))
            {
                continue;
            }

            word |= bit;
            nodes[count++] = (int)neighbour;
            if (count <= 4)
            {
                // The kernel loads the rows behind the first four itself, in time.
                Touch(space, (int)neighbour);
            }
        }

        return count;
    }

    private void Visit(int node) => _visited[node >> 6] |= 1UL << (node & 63);

    /// <summary>Inserts into a sorted run of <paramref name="count"/> keys with room for one more.</summary>
    private static int Insert(ulong* pool, int count, ulong key)
    {
        int low = 0;
        for (int high = count; low < high;)
        {
            int middle = (low + high) >> 1;
            if (pool[middle] < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        new Span<ulong>(pool + low, count - low).CopyTo(new Span<ulong>(pool + low + 1, count - low));
        pool[low] = key;
        return low;
    }
}
