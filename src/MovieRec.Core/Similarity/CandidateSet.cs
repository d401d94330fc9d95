using System.Buffers;
using System.Numerics.Tensors;

namespace MovieRec;

/// <summary>
/// The items a query may return, as bits in a pooled array: what the model can rank, minus the history, and-ed with
/// the caller's mask. Rented for one call; allocates nothing once the pool is warm.
/// </summary>
internal ref struct CandidateSet
{
    private ulong[]? _rented;

    private CandidateSet(ulong[] rented, int wordCount)
    {
        _rented = rented;
        Words = rented.AsSpan(0, wordCount);
    }

    public Span<ulong> Words { get; private set; }

    /// <summary>What the model can rank, minus the history, within the query's mask.</summary>
    public static CandidateSet Rent(ItemMask rankable, in RecommendationQuery query, ReadOnlySpan<int> seen)
    {
        CandidateSet set = Rent(rankable, query.Eligible);
        if (!query.AllowHistoryItems)
        {
            set.Remove(seen);
            set.Remove(query.History);
        }

        return set;
    }

    /// <summary>Items in both masks.</summary>
    public static CandidateSet Rent(ItemMask rankable, ItemMask? eligible)
    {
        if (eligible is not null && eligible.ItemCount != rankable.ItemCount)
        {
            throw new ArgumentException($"The eligible mask covers {eligible.ItemCount} items, the model {rankable.ItemCount}.", nameof(eligible));
        }

        int wordCount = rankable.Words.Length;
        CandidateSet set = new(ArrayPool<ulong>.Shared.Rent(wordCount), wordCount);
        rankable.Words.CopyTo(set.Words);
        if (eligible is not null)
        {
            TensorPrimitives.BitwiseAnd(set.Words, eligible.Words, set.Words);
        }

        return set;
    }

    public readonly void Remove(ReadOnlySpan<int> items)
    {
        foreach (int item in items)
        {
            Words[item >> 6] &= ~(1UL << (item & 63));
        }
    }

    public void Return()
    {
        if (_rented is not null)
        {
            ArrayPool<ulong>.Shared.Return(_rented);
            _rented = null;
            Words = default;
        }
    }
}
