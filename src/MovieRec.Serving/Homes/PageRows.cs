namespace MovieRec.Serving;

/// <summary>The rows of one page while it is built, and which items they hold.</summary>
internal sealed class PageRows<TUserId, TItemId>(
    RecommenderHost<TUserId, TItemId> host, GenerationLease<TUserId, TItemId> lease, HomePageOptions options)
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly HashSet<TItemId> _shown = [];

    public List<HomeRow<TItemId>> Rows { get; } = [];

    public void Add(
        HomeRowKind kind, scoped in RecommendationRequest<TUserId, TItemId> request, ItemMask? eligible, AnswerPolicy policy, string genre = "")
    {
        if (eligible is { Count: 0 })
        {
            return;
        }

        Recommendation<TItemId>[] buffer = new Recommendation<TItemId>[options.RowLength + _shown.Count];
        RecommendOptions asked = (request.Options ?? RecommendOptions.Default) with { Eligible = eligible };
        int found = host.Recommend(lease, request with { Options = asked, Policy = policy }, buffer, out AnswerInfo answer);

        // A row that says what it holds must hold it: unfiltered items belong under no such heading.
        bool holds = answer.Rung != RecommendationRung.PopularUnfiltered
            && (kind != HomeRowKind.NewForYou || answer.Rung is RecommendationRung.Personalized or RecommendationRung.FoldIn);
        bool isPopular = answer.Rung == RecommendationRung.Popular;
        kind = kind == HomeRowKind.ForYou && isPopular ? HomeRowKind.Popular : kind;
        if (holds && !(kind == HomeRowKind.Popular && Rows.Any(static r => r.Kind == HomeRowKind.Popular)))
        {
            Keep(buffer.AsSpan(0, found), items => new HomeRow<TItemId>(kind, items, answer.Rung, genre));
        }
    }

    public void AddSimilar(int anchor, scoped in RecommendationRequest<TUserId, TItemId> request)
    {
        Recommender<TUserId, TItemId> recommender = lease.Generation.Recommender;
        request.TryGetIndex(recommender.Users, out int user);
        ReadOnlySpan<int> seen = user >= 0 ? recommender.Histories.Seen.GetUserItems(user) : default;
        Recommendation<TItemId>[] buffer = new Recommendation<TItemId>[options.RowLength + _shown.Count + seen.Length + request.Recent.Length];
        TItemId id = recommender.Items[anchor];
        int found = recommender.SimilarTo(id, buffer, (request.Options ?? RecommendOptions.Default) with { Eligible = options.Eligible });
        int kept = 0;
        for (int i = 0; i < found; i++)
        {
            recommender.Items.TryGetIndex(buffer[i].ItemId, out int item);
            if (seen.BinarySearch(item) < 0 && !Mentions(request.Recent, buffer[i].ItemId))
            {
                Reason<TItemId> reason = buffer[i].Score > 0
                    ? Reason<TItemId>.BecauseOf(ReasonKind.BecauseYouLiked, id, buffer[i].Score, buffer[i].Score)
                    : default;
                buffer[kept++] = buffer[i] with { Reason = reason };
            }
        }

        Keep(buffer.AsSpan(0, kept), items => new HomeRow<TItemId>(id, items));
    }

    private void Keep(ReadOnlySpan<Recommendation<TItemId>> found, Func<IReadOnlyList<Recommendation<TItemId>>, HomeRow<TItemId>> make)
    {
        List<Recommendation<TItemId>> items = [];
        foreach (Recommendation<TItemId> item in found)
        {
            if (items.Count < options.RowLength && !_shown.Contains(item.ItemId))
            {
                items.Add(item);
            }
        }

        if (items.Count >= options.MinRowLength)
        {
            _shown.UnionWith(items.Select(static i => i.ItemId));
            Rows.Add(make(items));
        }
    }

    private static bool Mentions(ReadOnlySpan<RecentEvent<TItemId>> events, TItemId item)
    {
        foreach (RecentEvent<TItemId> e in events)
        {
            if (e.Kind is FeedbackKind.Save or FeedbackKind.NotInterested && EqualityComparer<TItemId>.Default.Equals(e.ItemId, item))
            {
                return true;
            }
        }

        return false;
    }
}
