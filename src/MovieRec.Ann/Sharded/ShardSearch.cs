using System.Numerics;
using System.Runtime.ExceptionServices;

namespace MovieRec.Ann;

/// <summary>
/// One search over all shards: the caller and its helpers take the next shard until none is left, each writing into the
/// shard's own part of the buffers; then the caller merges.
/// </summary>
internal sealed unsafe class ShardSearch(Shard[] shards)
{
    private readonly ulong[]?[] _eligible = new ulong[shards.Length][];
    private readonly ShardHelper?[] _helpers = new ShardHelper[shards.Length];
    private readonly int[] _found = new int[shards.Length];
    private ScoredItem[] _results = [];
    private float* _query;
    private ulong* _mask;
    private int _exclude;
    private int _effort;
    private int _budget;
    private int _wanted;
    private int _next;
    private Exception? _failure;

    public int Run(in SearchRequest request, int threads, ScratchPool<ShardHelper> store)
    {
        _wanted = request.Destination.Length;
        if (_results.Length < (long)_wanted * shards.Length)
        {
            _results = new ScoredItem[checked(_wanted * shards.Length)];
        }

        _query = request.Query;
        _exclude = request.Exclude;
        _effort = request.Effort;
        _budget = request.Budget;
        _failure = null;
        fixed (ulong* mask = request.Eligible)
        {
            _mask = request.IsFiltered ? mask : null;
            Volatile.Write(ref _next, 0);
            for (int i = 1; i < threads; i++)
            {
                _helpers[i] = store.Rent();
                _helpers[i]!.Start(this);
            }

            Drain();
            for (int i = 1; i < threads; i++)
            {
                _helpers[i]!.Join();
                _helpers[i] = null;
            }
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        TopK top = new(request.Destination);
        for (int s = 0; s < shards.Length; s++)
        {
            foreach (ScoredItem item in _results.AsSpan(s * _wanted, _found[s]))
            {
                top.Offer(shards[s].Members[item.ItemIndex], item.Score);
            }
        }

        return top.Finish();
    }

    /// <summary>Searches shards until none is left.</summary>
    public void Drain()
    {
        for (int s; (s = Interlocked.Increment(ref _next) - 1) < shards.Length;)
        {
            try
            {
                _found[s] = Search(s);
            }
            catch (Exception e)
            {
                // Rethrown by the caller: an exception on a pool thread would end the process.
                _found[s] = 0;
                Volatile.Write(ref _failure, e);
            }
        }
    }

    private int Search(int s)
    {
        Shard shard = shards[s];
        Span<ScoredItem> destination = _results.AsSpan(s * _wanted, _wanted);
        if (_mask is null)
        {
            int local = _exclude < 0 ? -1 : Math.Max(-1, Array.BinarySearch(shard.Members, _exclude));
            int count = shard.Members.Length - (local < 0 ? 0 : 1);
            return shard.Index.SearchWithin(_query, destination, default, count, local, _effort, _budget);
        }

        ulong[] words = _eligible[s] ??= new ulong[ItemMask.WordCount(shard.Members.Length)];
        int eligible = 0;
        for (int w = 0; w < words.Length; w++)
        {
            ulong bits = 0;
            int first = w << 6;
            for (int i = Math.Min(63, shard.Members.Length - 1 - first); i >= 0; i--)
            {
                int member = shard.Members[first + i];
                bits = (bits << 1) | (_mask[member >> 6] >> (member & 63) & 1);
            }

            words[w] = bits;
            eligible += BitOperations.PopCount(bits);
        }

        // Everything in this shard may be returned: that is no filter, and faster.
        return shard.Index.SearchWithin(
            _query, destination, eligible == shard.Members.Length ? default : words.AsSpan(), eligible, -1, _effort, _budget);
    }
}
