using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// One search: the most promising open node of all trees first, by the smallest margin on its path, until enough
/// candidates are gathered; each vector is scored once.
/// </summary>
internal unsafe ref struct ForestWalk
{
    private readonly Trees _trees;
    private readonly SearchRequest _request;
    private readonly ForestScratch _scratch;
    private readonly float _scale;
    private long _left;
    private TopK _top;

    public ForestWalk(Trees trees, in SearchRequest request, ForestScratch scratch, float scale)
    {
        _trees = trees;
        _request = request;
        _scratch = scratch;
        _scale = scale;
        _left = request.Budget;
        _top = new TopK(request.Destination);
    }

    /// <summary>Whether the budget ended the search.</summary>
    public readonly bool Exhausted => _left <= 0;

    /// <summary>Whether a mask turned so much away that looking at what it leaves is cheaper.</summary>
    public bool GaveUp { get; private set; }

    public int Run(long effort)
    {
        long looks = 0;
        long patience = _request.IsFiltered ? 4L * _request.EligibleCount : long.MaxValue;
        Array.Clear(_scratch.Visited);
        KeyHeap open = new(_scratch.Heap);
        for (int t = 0; t < _trees.Roots.Length; t++)
        {
            open.Push(Ranked.Key(float.PositiveInfinity, _trees.Roots.Pointer[t]));
        }

        long gathered = 0;
        int pending = 0;
        int* rows = stackalloc int[ForestScratch.Block];
        while (open.Count > 0 && _left > 0 && (gathered < effort || _top.Count + pending < _request.Destination.Length))
        {
            ulong key = open.Pop();
            TreeNode node = _trees.Nodes.Pointer[Ranked.Index(key)];
            float margin = Ranked.Score(key);
            while (!node.IsLeaf)
            {
                float distance = 0;
                int plane = node.Plane;
                GatherKernels.Dot(_request.Query, _trees.Planes.Pointer, _trees.Vectors.Stride, &plane, 1, &distance);
                distance = (distance * _scale) - node.Offset;
                bool left = distance >= 0;
                if (open.IsFull)
                {
                    open.Grow(_scratch.Grow());
                }

                // The other side is as far away as the plane.
                open.Push(Ranked.Key(Math.Min(margin, -Math.Abs(distance)), left ? node.First + 1 : node.First));
                node = _trees.Nodes.Pointer[left ? node.First : node.First + 1];
            }

            looks += node.Count;
            if (looks > patience)
            {
                GaveUp = true;
                return 0;
            }

            for (int i = 0; i < node.Count; i++)
            {
                uint item = (uint)_trees.Items.Pointer[node.First + i];
                if (item >= (uint)_trees.Vectors.Count)
                {
                    continue;
                }

                ulong bit = 1UL << (int)(item & 63);
                ref ulong word = ref _scratch.Visited[item >> 6];
                if (!_request.Allows((int)item))
                {
                    continue;
                }

                gathered++;
                if ((word & bit) == 0)
                {
                    word |= bit;
                    rows[pending++] = (int)item;
                    if (pending == ForestScratch.Block)
                    {
                        Score(rows, ref pending);
                    }
                }
            }
        }

        Score(rows, ref pending);
        return _top.Finish();
    }

    private void Score(int* rows, ref int pending)
    {
        int count = (int)Math.Min(pending, _left);
        _left -= count;
        pending = 0;
        fixed (float* scores = _scratch.Scores)
        {
            _trees.Vectors.Score(_request.Query, rows, count, scores);
            for (int i = 0; i < count; i++)
            {
                if (scores[i] >= _top.Threshold)
                {
                    _top.Offer(rows[i], scores[i]);
                }
            }
        }
    }
}
