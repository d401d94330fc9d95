namespace MovieRec;

/// <summary>What all users of an evaluation share. Immutable.</summary>
public sealed class EvaluationContext
{
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
}
