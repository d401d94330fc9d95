using System.Buffers;
using System.Numerics;

namespace MovieRec;

/// <summary>
/// One user's ranking and what was relevant, all by dense item index. <c>default</c> is an empty ranking for a user
/// without relevant items. A view over the caller's spans: it copies nothing and cannot outlive them.
/// </summary>
public readonly ref struct RankingContext
{
    private const int StackLimit = 256;
    private const int Flags = 64;
    private const int Short = 64;
    private const int Scanned = 128;
    private readonly ulong _hits;

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
        AllRelevant = relevant;
        RelevantOutsideCatalogue = relevantOutsideCatalogue;
        _hits = FindHits();
    }

    private RankingContext(scoped in RankingContext whole, ReadOnlySpan<int> relevant, int relevantOutsideCatalogue)
    {
        this = whole;
        Relevant = relevant;
        RelevantOutsideCatalogue = relevantOutsideCatalogue;
        _hits = FindHits();
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

    /// <summary>
    /// Items that may not be returned to this user, ascending: training (or fold-in) rows, liked or not; empty when there are none.
    /// </summary>
    public ReadOnlySpan<int> Seen { get; init; }

    /// <summary>
    /// Every relevant item of the catalogue, ascending: more than <see cref="Relevant"/> only after <see cref="Restrict"/>.
    /// </summary>
    public ReadOnlySpan<int> AllRelevant { get; }

    /// <summary>The query that was asked, for use with <see cref="Scorer"/>.</summary>
    public RecommendationQuery Query { get; init; }

    /// <summary>Scores items for this user; null when the model does not offer it.</summary>
    public IScorer? Scorer { get; init; }

    /// <summary>What all users share (candidates, popularity, metadata); null when a metric is called outside an evaluation.</summary>
    public EvaluationContext? Evaluation { get; init; }

    /// <summary>Whether an item is relevant.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public bool IsRelevant(int itemIndex) =>
        // A short row is compared eight or sixteen items at a time, without branches to guess; binary search pays later.
        Relevant.Length <= Scanned ? Relevant.Contains(itemIndex) : Relevant.BinarySearch(itemIndex) >= 0;

    /// <summary>Whether the item at a position of the ranking is relevant. Looked up once for all metrics.</summary>
    /// <param name="position">Position in <see cref="Ranking"/>, 0 is the best.</param>
    public bool IsHit(int position) => position < Flags ? (_hits >> position & 1) != 0 : IsRelevant(Ranking[position]);

    /// <summary>Relevant items among the first places of the ranking.</summary>
    /// <param name="cutoff">How many places, ≥ 0; a shorter ranking has misses in the missing ones.</param>
    public int CountHits(int cutoff)
    {
        int hits = BitOperations.PopCount(cutoff >= Flags ? _hits : _hits & ((1UL << cutoff) - 1));
        for (int p = Flags; p < Math.Min(cutoff, Ranking.Length); p++)
        {
            hits += IsRelevant(Ranking[p]) ? 1 : 0;
        }

        return hits;
    }

    /// <summary>
    /// The same ranking, asked about some of the relevant items only (a slice of the catalogue). The other relevant items keep
    /// their places in the ranking and count neither as hits nor in R.
    /// </summary>
    /// <param name="relevant">A part of <see cref="Relevant"/>, ascending.</param>
    /// <param name="relevantOutsideCatalogue">The part of those outside the catalogue, ≥ 0.</param>
    /// <exception cref="ArgumentException">An item is not relevant here, or the items do not ascend.</exception>
    public RankingContext Restrict(ReadOnlySpan<int> relevant, int relevantOutsideCatalogue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relevantOutsideCatalogue);
        for (int i = 0; i < relevant.Length; i++)
        {
            if (!IsRelevant(relevant[i]) || (i > 0 && relevant[i] <= relevant[i - 1]))
            {
                throw new ArgumentException($"Item {relevant[i]} is not relevant here, or does not ascend; a part of the relevant items is expected.", nameof(relevant));
            }
        }

        return new RankingContext(this, relevant, relevantOutsideCatalogue);
    }

    private ulong FindHits()
    {
        ulong hits = 0;
        for (int p = 0; p < Math.Min(Flags, Ranking.Length) && !Relevant.IsEmpty; p++)
        {
            hits |= IsRelevant(Ranking[p]) ? 1UL << p : 0;
        }

        return hits;
    }

    private static void CheckDistinct(ReadOnlySpan<int> ranking)
    {
        if (ranking.Length < 2)
        {
            return;
        }

        if (ranking.Length <= Short)
        {
            // Compares eight or sixteen items at a time, which is cheaper than sorting.
            for (int p = 0; p + 1 < ranking.Length; p++)
            {
                if (ranking[(p + 1)..].Contains(ranking[p]))
                {
                    throw Twice(ranking[p], nameof(ranking));
                }
            }

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
            throw Twice(duplicate, nameof(ranking));
        }
    }

    private static ArgumentException Twice(int item, string name) => new($"The ranking holds item {item} twice; that would count a hit twice.", name);
}
