namespace MovieRec.Serving;

/// <summary>Builds home pages from one generation.</summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>Thread-safe. Each row is asked for with what the rows above already hold, and takes what they left.</remarks>
public sealed class HomePageBuilder<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly RecommenderHost<TUserId, TItemId> _host;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a builder.</summary>
    /// <param name="host">Who answers.</param>
    /// <param name="options">What a page holds; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public HomePageBuilder(RecommenderHost<TUserId, TItemId> host, HomePageOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        Options = options ?? new HomePageOptions();
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>What a page holds.</summary>
    public HomePageOptions Options { get; }

    /// <summary>Builds a page from the current generation.</summary>
    /// <param name="request">Who asks.</param>
    public HomePage<TItemId> Build(scoped in RecommendationRequest<TUserId, TItemId> request)
    {
        if (!_host.TryAcquire(out GenerationLease<TUserId, TItemId>? lease))
        {
            return new HomePage<TItemId>([], "");
        }

        using (lease)
        {
            return Build(lease, request);
        }
    }

    /// <summary>Builds a page from a generation that the caller holds a lease on.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="request">Who asks; its filter is replaced by that of the options.</param>
    public HomePage<TItemId> Build(GenerationLease<TUserId, TItemId> lease, scoped in RecommendationRequest<TUserId, TItemId> request)
    {
        ArgumentNullException.ThrowIfNull(lease);
        Recommender<TUserId, TItemId> recommender = lease.Generation.Recommender;
        PageRows<TUserId, TItemId> page = new(_host, lease, Options);
        page.Add(HomeRowKind.ForYou, request, Options.Eligible, AnswerPolicy.Model);
        foreach (int anchor in Anchors(recommender, request))
        {
            page.AddSimilar(anchor, request);
        }

        page.Add(HomeRowKind.NewForYou, request, NewItems(recommender), AnswerPolicy.Model);
        foreach (int genre in Genres(recommender, request))
        {
            ItemMask mask = And(ItemMask.Create(recommender.Items.Count, i => recommender.Catalog.GetGenreIndices(i).Contains(genre)));
            page.Add(HomeRowKind.PopularInGenre, request, mask, AnswerPolicy.Popularity, recommender.Catalog.GenreNames[genre]);
        }

        page.Add(HomeRowKind.Popular, request, Options.Eligible, AnswerPolicy.Popularity);
        return new HomePage<TItemId>(page.Rows, recommender.ModelVersion);
    }

    private ItemMask And(ItemMask mask) => Options.Eligible is { } eligible ? mask.And(eligible) : mask;

    private ItemMask NewItems(Recommender<TUserId, TItemId> recommender)
    {
        long since = _timeProvider.GetUtcNow().Subtract(Options.NewWithin).ToUnixTimeSeconds();
        return And(ItemMask.Create(recommender.Items.Count, i => recommender.Catalog.GetAddedAt(i) >= since));
    }

    /// <summary>What the person liked last, newest first.</summary>
    private List<int> Anchors(Recommender<TUserId, TItemId> recommender, scoped in RecommendationRequest<TUserId, TItemId> request) =>
        LikedNewestFirst(recommender, request, Options.BecauseRows);

    private static List<int> LikedNewestFirst(
        Recommender<TUserId, TItemId> recommender, scoped in RecommendationRequest<TUserId, TItemId> request, int count)
    {
        List<int> liked = [];
        HashSet<int> refused = [];
        for (int i = request.Recent.Length - 1; i >= 0; i--)
        {
            if (request.Recent[i].Kind != FeedbackKind.Impression && recommender.Items.TryGetIndex(request.Recent[i].ItemId, out int item))
            {
                if (request.Recent[i].Kind == FeedbackKind.NotInterested && !liked.Contains(item))
                {
                    refused.Add(item);
                }
                else if (request.Recent[i].Kind == FeedbackKind.Save && !refused.Contains(item) && !liked.Contains(item))
                {
                    liked.Add(item);
                }
            }
        }

        if (request.TryGetIndex(recommender.Users, out int user))
        {
            int[] stored = recommender.Histories.Liked.GetUserItems(user).ToArray();
            if (recommender.Histories.Liked.HasTimestamps)
            {
                long[] times = recommender.Histories.Liked.GetUserTimestamps(user).ToArray();
                for (int i = 0; i < times.Length; i++)
                {
                    times[i] = -times[i];
                }

                Array.Sort(times, stored);
            }

            liked.AddRange(stored.Where(i => !refused.Contains(i) && !liked.Contains(i)));
        }

        return liked.Count > count ? liked[..count] : liked;
    }

    /// <summary>Genres by how many liked items have them; ties by name.</summary>
    private IEnumerable<int> Genres(Recommender<TUserId, TItemId> recommender, scoped in RecommendationRequest<TUserId, TItemId> request)
    {
        if (Options.GenreRows == 0)
        {
            return [];
        }

        int[] counts = new int[recommender.Catalog.GenreNames.Count];
        foreach (int item in LikedNewestFirst(recommender, request, int.MaxValue))
        {
            foreach (int genre in recommender.Catalog.GetGenreIndices(item))
            {
                counts[genre]++;
            }
        }

        return Enumerable.Range(0, counts.Length).Where(g => counts[g] > 0)
            .OrderByDescending(g => counts[g]).ThenBy(g => recommender.Catalog.GenreNames[g], StringComparer.Ordinal).Take(Options.GenreRows);
    }
}
