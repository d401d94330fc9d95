using System.Buffers;

namespace MovieRec.Serving;

/// <content>Answers: one lease for each, ids to indices, stages, reasons, indices to ids.</content>
public sealed partial class RecommenderHost<TUserId, TItemId>
{
    /// <summary>Recommends for a user. An unknown user gets the next rung of the ladder, never an exception.</summary>
    /// <param name="userId">The id as the model knows it.</param>
    /// <param name="options">Count, filter, reasons; null for the defaults.</param>
    /// <param name="recent">Events since training, oldest first; they count at once.</param>
    public RecommendationList<TItemId> Recommend(
        TUserId userId, RecommendOptions? options = null, ReadOnlySpan<RecentEvent<TItemId>> recent = default) =>
        Recommend(RecommendationRequest<TUserId, TItemId>.ForUser(userId, recent) with { Options = options });

    /// <summary>Recommends for anybody.</summary>
    /// <param name="request">Who asks; <see cref="RecommendOptions.Count"/> says how many items.</param>
    public RecommendationList<TItemId> Recommend(scoped in RecommendationRequest<TUserId, TItemId> request)
    {
        Generation<TUserId, TItemId>? generation = Enter();
        if (generation is null)
        {
            return new RecommendationList<TItemId>([], "", RecommendationRung.None, []);
        }

        try
        {
            int length = Math.Min((request.Options ?? RecommendOptions.Default).Count, Math.Max(generation.Recommender.Items.Count, 1));
            Recommendation<TItemId>[] buffer = new Recommendation<TItemId>[length];
            int count = AnswerFrom(generation, request, buffer, out RecommendationRung rung);
            return new RecommendationList<TItemId>(count == length ? buffer : buffer[..count], generation.ModelVersion, rung, []);
        }
        finally
        {
            generation.RemoveReference();
        }
    }

    /// <summary>Recommends into the caller's buffer; allocates nothing.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="destination">Receives the items, best first.</param>
    /// <param name="answer">Where they come from.</param>
    /// <returns>The number written.</returns>
    public int Recommend(
        scoped in RecommendationRequest<TUserId, TItemId> request, Span<Recommendation<TItemId>> destination, out AnswerInfo answer)
    {
        Generation<TUserId, TItemId>? generation = Enter();
        if (generation is null)
        {
            answer = new AnswerInfo(RecommendationRung.None, "");
            return 0;
        }

        try
        {
            int count = AnswerFrom(generation, request, destination, out RecommendationRung rung);
            answer = new AnswerInfo(rung, generation.ModelVersion);
            return count;
        }
        finally
        {
            generation.RemoveReference();
        }
    }

    /// <summary>Recommends from a generation that the caller holds a lease on, into the caller's buffer.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="destination">Receives the items, best first.</param>
    /// <param name="answer">Where they come from.</param>
    /// <returns>The number written.</returns>
    public int Recommend(
        GenerationLease<TUserId, TItemId> lease,
        scoped in RecommendationRequest<TUserId, TItemId> request,
        Span<Recommendation<TItemId>> destination,
        out AnswerInfo answer)
    {
        ArgumentNullException.ThrowIfNull(lease);
        int count = AnswerFrom(lease.Generation, request, destination, out RecommendationRung rung);
        answer = new AnswerInfo(rung, lease.Generation.ModelVersion);
        return count;
    }

    /// <summary>Items like a given one.</summary>
    /// <param name="itemId">The item; an unknown one gives an empty list.</param>
    /// <param name="options">Count and filter; null for the defaults.</param>
    public RecommendationList<TItemId> SimilarTo(TItemId itemId, RecommendOptions? options = null)
    {
        Generation<TUserId, TItemId>? generation = Enter();
        if (generation is null)
        {
            return new RecommendationList<TItemId>([], "", RecommendationRung.None, [itemId]);
        }

        try
        {
            return generation.Recommender.SimilarTo(itemId, options);
        }
        finally
        {
            generation.RemoveReference();
        }
    }

    private int AnswerFrom(
        Generation<TUserId, TItemId> generation,
        scoped in RecommendationRequest<TUserId, TItemId> request,
        Span<Recommendation<TItemId>> destination,
        out RecommendationRung rung)
    {
        using PreparedHistory prepared = PreparedHistory.Rent(
            generation, request, Options.Freshness, request.Recent.IsEmpty ? default : _timeProvider.GetUtcNow());
        RecommendOptions options = request.Options ?? RecommendOptions.Default;
        RecommendationQuery query = prepared.Query with { AllowHistoryItems = options.AllowHistoryItems, Eligible = options.Eligible };
        AnswerRequest<TUserId, TItemId> inner = new(
            generation, query, options, prepared.UserIndex, prepared.LastLikedIndex, prepared.Excluded, prepared.IsFresh, request.Policy);
        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(Math.Max(destination.Length, 1));
        try
        {
            int count = _stage.Answer(inner, rented.AsSpan(0, destination.Length), out rung);
            Reasons.Write(inner, rented.AsSpan(0, count), rung, destination);
            return count;
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }
}
