using System.Buffers;

namespace MovieRec;

/// <summary>
/// One user's ranking and what was relevant, all by dense item index. <c>default</c> is an empty ranking for a user
/// without relevant items. A view over the caller's spans: it copies nothing and cannot outlive them.
/// </summary>
public readonly ref struct RankingContext
{
    private const int StackLimit = 256;

    /// <summary>Creates a context.</summary>
    /// <param name="ranking">Recommended items, best first, without duplicates.</param>
    /// <param name="relevant">Relevant items of the catalogue, ascending, without duplicates.</param>
    /// <param name="relevantOutsideCatalogue">Relevant items that cannot be recommended, ≥ 0.</param>
    /// <exception cref="ArgumentException">
    /// The ranking holds an item twice (it would count a hit twice), or <paramref name="relevant"/> does not ascend.
    /// </exception>
    public RankingContext(ReadOnlySpan<int> ranking, ReadOnlySpan<int> relevant, int relevantOutsideCatalogue = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relevantOutsideCatalogue);
        CheckDistinct(ranking);
        for (int i = 1; i < relevant.Length; i++)
        {
            if (relevant[i] <= relevant[i - 1])
            {
                throw new ArgumentException($"Relevant items must ascend without duplicates, but {relevant[i]} follows {relevant[i - 1]}.", nameof(relevant));
            }
        }

        Ranking = ranking;
        Relevant = relevant;
        RelevantOutsideCatalogue = relevantOutsideCatalogue;
    }

    /// <summary>Recommended items, best first.</summary>
    public ReadOnlySpan<int> Ranking { get; }

    /// <summary>Relevant items of the catalogue, ascending.</summary>
    public ReadOnlySpan<int> Relevant { get; }

    /// <summary>Relevant items that cannot be recommended because they are outside the catalogue.</summary>
    public int RelevantOutsideCatalogue { get; }

    /// <summary>R: all relevant items, inside and outside the catalogue.</summary>
    public int RelevantCount => Relevant.Length + RelevantOutsideCatalogue;

    /// <summary>The user's liked training items (or fold-in history); empty when there are none.</summary>
    public ReadOnlySpan<int> History { get; init; }

    /// <summary>The query that was asked, for use with <see cref="Scorer"/>.</summary>
    public RecommendationQuery Query { get; init; }

    /// <summary>Scores items for this user; null when the model does not offer it.</summary>
    public IScorer? Scorer { get; init; }

    /// <summary>What all users share (candidates, popularity, metadata); null when a metric is called outside an evaluation.</summary>
    public EvaluationContext? Evaluation { get; init; }

    /// <summary>Whether an item is relevant.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public bool IsRelevant(int itemIndex) => Relevant.BinarySearch(itemIndex) >= 0;

    private static void CheckDistinct(ReadOnlySpan<int> ranking)
    {
        if (ranking.Length < 2)
        {
            return;
        }

        int[]? rented = ranking.Length > StackLimit ? ArrayPool<int>.Shared.Rent(ranking.Length) : null;
        Span<int> sorted = rented is null ? stackalloc int[StackLimit] : rented;
        sorted = sorted[..ranking.Length];
        ranking.CopyTo(sorted);
        sorted.Sort();
        int duplicate = -1;
        for (int i = 1; i < sorted.Length; i++)
        {
            duplicate = sorted[i] == sorted[i - 1] ? sorted[i] : duplicate;
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        if (duplicate >= 0)
        {
            throw new ArgumentException($"The ranking holds item {duplicate} twice; that would count a hit twice.", nameof(ranking));
        }
    }
}
