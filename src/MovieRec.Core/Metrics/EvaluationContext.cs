namespace MovieRec;

/// <summary>What all users of an evaluation share. Immutable.</summary>
public sealed class EvaluationContext
{
    private const double HeadShare = 0.8;

    private readonly Lazy<PopularityOrder> _popularity;

    /// <summary>Creates a context.</summary>
    /// <param name="candidates">The items that may be recommended: the catalogue of this evaluation.</param>
    /// <param name="itemCounts">Training interactions of each item, by item index.</param>
    /// <param name="trainingUserCount">Users with a training interaction.</param>
    /// <param name="catalog">Metadata by item index; null for none.</param>
    /// <exception cref="ArgumentException">The parts cover different numbers of items.</exception>
    public EvaluationContext(ItemMask candidates, ReadOnlyMemory<int> itemCounts, int trainingUserCount, MovieCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfNegative(trainingUserCount);
        if (itemCounts.Length != candidates.ItemCount || (catalog is not null && catalog.Count != candidates.ItemCount))
        {
            throw new ArgumentException(
                $"The candidates cover {candidates.ItemCount} items, the counts {itemCounts.Length}, the catalogue {catalog?.Count ?? candidates.ItemCount}.",
                nameof(itemCounts));
        }

        Candidates = candidates;
        ItemCounts = itemCounts;
        TrainingUserCount = trainingUserCount;
        Catalog = catalog;
        _popularity = new Lazy<PopularityOrder>(Order);
    }

    /// <summary>Size of the item index space.</summary>
    public int ItemCount => Candidates.ItemCount;

    /// <summary>The items that may be recommended: the catalogue of this evaluation.</summary>
    public ItemMask Candidates { get; }

    /// <summary>Training interactions of each item, by item index.</summary>
    public ReadOnlyMemory<int> ItemCounts { get; }

    /// <summary>Users with a training interaction.</summary>
    public int TrainingUserCount { get; }

    /// <summary>Metadata by item index, or null.</summary>
    public MovieCatalog? Catalog { get; }

    /// <summary>Every item by training interactions, most first; ties by lower index.</summary>
    public ReadOnlySpan<int> ItemsByPopularity => _popularity.Value.Items;

    /// <summary>
    /// Size of the head: the fewest items, from the front of <see cref="ItemsByPopularity"/>, that together have 80 % of the
    /// training interactions. All others are the long tail.
    /// </summary>
    public int HeadItemCount => _popularity.Value.HeadCount;

    /// <summary>All training interactions together.</summary>
    public long InteractionCount => _popularity.Value.Interactions;

    /// <summary>Position of an item in <see cref="ItemsByPopularity"/>; 0 is the most popular.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public int GetPopularityRank(int itemIndex) => _popularity.Value.Ranks[itemIndex];

    /// <summary>Whether an item is outside the head.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public bool IsLongTail(int itemIndex) => GetPopularityRank(itemIndex) >= HeadItemCount;

    private PopularityOrder Order()
    {
        int[] items = new int[ItemCount];
        long[] keys = new long[ItemCount];
        long total = 0;
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = i;
            keys[i] = ((long)-ItemCounts.Span[i] << 32) + i;
            total += ItemCounts.Span[i];
        }

        Array.Sort(keys, items);
        int[] ranks = new int[items.Length];
        int head = 0;
        long covered = 0;
        for (int r = 0; r < items.Length; r++)
        {
            ranks[items[r]] = r;
            if (covered < HeadShare * total)
            {
                covered += ItemCounts.Span[items[r]];
                head++;
            }
        }

        return new PopularityOrder(items, ranks, head, total);
    }

    private sealed record PopularityOrder(int[] Items, int[] Ranks, int HeadCount, long Interactions);
}
