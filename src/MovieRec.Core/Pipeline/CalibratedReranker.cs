namespace MovieRec;

/// <summary>
/// Calibrated recommendations: takes the candidates, greedily, that raise <c>(1 − s)·Σ r(i) − s·KL(p ‖ q̃)</c> most; s is the
/// strength, r the relevance scaled to 0 … 1 over the candidates, p the genres of what the user liked, q those of the list,
/// <c>q̃ = 0.99·q + 0.01·p</c>.
/// </summary>
/// <remarks>
/// Steck, "Calibrated recommendations", RecSys 2018. An item spreads a weight of 1 evenly over its genres; p and q are means
/// over the items that have genres; every liked item weighs the same. Without a liked item that has genres there is nothing
/// to calibrate to, and the model's order stays. Ties go to the earlier candidate. A step costs one logarithm for each
/// genre of each candidate; allocates nothing once the array pools are warm.
/// </remarks>
public sealed class CalibratedReranker : IAdjustableReranker
{
    /// <summary>The share of p in q̃, which keeps the divergence finite: 0.01 as in the paper.</summary>
    public const double Smoothing = 0.01;

    private const int StackLimit = 256;

    private readonly MovieCatalog _catalog;
    private readonly InteractionMatrix _liked;

    /// <summary>Creates the re-ranker.</summary>
    /// <param name="catalog">Genres by item index.</param>
    /// <param name="liked">What users liked: the profiles of users of the training data.</param>
    /// <param name="strength">s, 0 … 1; 0 is the model's order. Default 0.3.</param>
    /// <exception cref="ArgumentException">The two cover different numbers of items.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside 0 … 1.</exception>
    public CalibratedReranker(MovieCatalog catalog, InteractionMatrix liked, float strength = 0.3f)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(liked);
        if (catalog.Count != liked.ItemCount)
        {
            throw new ArgumentException($"The catalogue covers {catalog.Count} items, the interactions {liked.ItemCount}.", nameof(liked));
        }

        _catalog = catalog;
        _liked = liked;
        Strength = RerankGuard.CheckStrength(strength, nameof(strength));
    }

    /// <inheritdoc/>
    public float Strength { get; }

    /// <inheritdoc/>
    public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count) => Rerank(query, candidates, count, Strength);

    /// <inheritdoc/>
    public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count, float strength)
    {
        RerankGuard.CheckStrength(strength, nameof(strength));
        RerankGuard.CheckItems(candidates, _catalog.Count);
        count = RerankGuard.CheckCount(candidates, count);
        if (count == 0 || strength == 0)
        {
            return count;
        }

        int genres = _catalog.GenreNames.Count;
        Span<double> numbers = genres <= StackLimit ? stackalloc double[3 * genres] : new double[3 * genres];
        numbers.Clear();
        Span<double> profile = numbers[..genres];
        if (!TryGetProfile(query, profile))
        {
            return count;
        }

        Span<double> shown = numbers.Slice(genres, genres);
        Span<double> terms = numbers[(2 * genres)..];
        RerankScratch scratch = new(candidates, features: null, extra: 0);
        int listed = 0;
        while (scratch.Picks.Length < count)
        {
            int best = Best(candidates, scratch.Relevance, profile, shown, terms, listed, strength);
            scratch.Pick(best);
            listed += Add(candidates[best].ItemIndex, shown) ? 1 : 0;
        }

        scratch.Apply(candidates);
        scratch.Return();
        return count;
    }

    /// <summary>p: what the history that the answer is for consists of.</summary>
    private bool TryGetProfile(in RecommendationQuery query, Span<double> profile)
    {
        QueryGuard.Check(query, _liked.UserCount, _liked.ItemCount);
        ReadOnlySpan<int> history = query.HasUser ? _liked.GetUserItems(query.UserIndex) : query.History;
        int counted = 0;
        for (int i = 0; i < history.Length; i++)
        {
            // A given history may repeat itself; a stored one does not.
            if (query.HasUser || !history[..i].Contains(history[i]))
            {
                counted += Add(history[i], profile) ? 1 : 0;
            }
        }

        for (int g = 0; g < profile.Length && counted > 0; g++)
        {
            profile[g] /= counted;
        }

        return counted > 0;
    }

    /// <summary>
    /// With one item more, only the terms of that item's genres differ from those of the list grown by nothing: the sum of
    /// all terms is taken once, and each candidate replaces its own.
    /// </summary>
    private int Best(
        ReadOnlySpan<ScoredItem> candidates,
        ReadOnlySpan<float> relevance,
        ReadOnlySpan<double> profile,
        ReadOnlySpan<double> shown,
        Span<double> terms,
        int listed,
        float strength)
    {
        double unchanged = Divergence(profile, shown, Math.Max(listed, 1), terms);
        double grown = Divergence(profile, shown, listed + 1, terms);
        int best = -1;
        double highest = double.NegativeInfinity;
        for (int i = 0; i < candidates.Length; i++)
        {
            if (float.IsNaN(relevance[i]))
            {
                continue;
            }

            ReadOnlySpan<int> genres = _catalog.GetGenreIndices(candidates[i].ItemIndex);
            double divergence = genres.IsEmpty ? unchanged : grown;
            for (int g = 0; g < genres.Length; g++)
            {
                int genre = genres[g];
                if (profile[genre] > 0 && !genres[..g].Contains(genre))
                {
                    double weight = shown[genre] + ((double)genres.Count(genre) / genres.Length);
                    divergence += Term(profile[genre], weight / (listed + 1)) - terms[genre];
                }
            }

            double value = ((1.0 - strength) * relevance[i]) - (strength * divergence);
            if (value > highest)
            {
                highest = value;
                best = i;
            }
        }

        return best;
    }

    private static double Divergence(ReadOnlySpan<double> profile, ReadOnlySpan<double> shown, int listed, Span<double> terms)
    {
        double sum = 0;
        for (int g = 0; g < profile.Length; g++)
        {
            terms[g] = profile[g] > 0 ? Term(profile[g], shown[g] / listed) : 0;
            sum += terms[g];
        }

        return sum;
    }

    private static double Term(double p, double q) => p * Math.Log(p / (((1 - Smoothing) * q) + (Smoothing * p)));

    private bool Add(int itemIndex, Span<double> weights)
    {
        ReadOnlySpan<int> genres = _catalog.GetGenreIndices(itemIndex);
        foreach (int genre in genres)
        {
            weights[genre] += 1.0 / genres.Length;
        }

        return !genres.IsEmpty;
    }
}
