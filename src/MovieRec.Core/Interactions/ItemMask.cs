using System.Numerics;

namespace MovieRec;

/// <summary>An immutable set of items, one bit each. Tested inside scoring loops and index searches.</summary>
public sealed class ItemMask
{
    private readonly ulong[] _words;

    private ItemMask(ulong[] words, int itemCount)
    {
        _words = words;
        ItemCount = itemCount;
        long count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        Count = (int)count;
    }

    /// <summary>Size of the index space.</summary>
    public int ItemCount { get; }

    /// <summary>Number of items in the set.</summary>
    public int Count { get; }

    /// <summary>The bits: item i is bit (i mod 64) of word (i / 64); bits beyond <see cref="ItemCount"/> are 0.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Whether an item is in the set; false outside the index space.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public bool Contains(int itemIndex) =>
        (uint)itemIndex < (uint)ItemCount && (_words[itemIndex >> 6] >> (itemIndex & 63) & 1) != 0;

    /// <summary>Every item.</summary>
    /// <param name="itemCount">Size of the index space, ≥ 0.</param>
    public static ItemMask All(int itemCount) => Create(itemCount, static _ => true);

    /// <summary>The given items.</summary>
    /// <param name="itemCount">Size of the index space.</param>
    /// <param name="itemIndices">Dense item indices; duplicates are allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 … itemCount − 1.</exception>
    public static ItemMask FromItems(int itemCount, ReadOnlySpan<int> itemIndices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ulong[] words = new ulong[WordCount(itemCount)];
        foreach (int item in itemIndices)
        {
            if ((uint)item >= (uint)itemCount)
            {
                throw new ArgumentOutOfRangeException(nameof(itemIndices), item, $"An item index must be in 0 … {itemCount - 1}.");
            }

            words[item >> 6] |= 1UL << (item & 63);
        }

        return new ItemMask(words, itemCount);
    }

    /// <summary>The items for which <paramref name="predicate"/> holds.</summary>
    /// <param name="itemCount">Size of the index space.</param>
    /// <param name="predicate">Called once for each item, in ascending order.</param>
    public static ItemMask Create(int itemCount, Func<int, bool> predicate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ArgumentNullException.ThrowIfNull(predicate);
        ulong[] words = new ulong[WordCount(itemCount)];
        for (int i = 0; i < itemCount; i++)
        {
            if (predicate(i))
            {
                words[i >> 6] |= 1UL << (i & 63);
            }
        }

        return new ItemMask(words, itemCount);
    }

    /// <summary>Items in both sets.</summary>
    /// <param name="other">A mask over the same index space.</param>
    /// <exception cref="ArgumentException">The index spaces differ.</exception>
    public ItemMask And(ItemMask other)
    {
        CheckSpace(other);
        ulong[] words = new ulong[_words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = _words[i] & other._words[i];
        }

        return new ItemMask(words, ItemCount);
    }

    /// <summary>Items in either set.</summary>
    /// <param name="other">A mask over the same index space.</param>
    /// <exception cref="ArgumentException">The index spaces differ.</exception>
    public ItemMask Or(ItemMask other)
    {
        CheckSpace(other);
        ulong[] words = new ulong[_words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = _words[i] | other._words[i];
        }

        return new ItemMask(words, ItemCount);
    }

    /// <summary>Items that are not in this set.</summary>
    public ItemMask Not() => Create(ItemCount, i => !Contains(i));

    internal static int WordCount(int itemCount) => (itemCount + 63) >> 6;

    private void CheckSpace(ItemMask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.ItemCount != ItemCount)
        {
            throw new ArgumentException($"The masks cover {ItemCount} and {other.ItemCount} items; both must cover the same catalogue.", nameof(other));
        }
    }
}
