using System.Buffers;

namespace MovieRec.Serving;

/// <summary>Turns indices into ids and gives each item its reason: the liked item that carries most of its score.</summary>
internal static class Reasons
{
    public static void Write<TUserId, TItemId>(
        scoped in AnswerRequest<TUserId, TItemId> request,
        ReadOnlySpan<ScoredItem> found,
        RecommendationRung rung,
        Span<Recommendation<TItemId>> destination)
        where TUserId : notnull
        where TItemId : notnull
    {
        Generation<TUserId, TItemId> generation = request.Generation;
        IdMap<TItemId> items = generation.Recommender.Items;
        bool wanted = request.Options.IncludeReasons;
        bool isPopular = rung is RecommendationRung.Popular or RecommendationRung.PopularUnfiltered;
        bool isPersonal = rung is RecommendationRung.Personalized or RecommendationRung.FoldIn;
        bool explained = wanted && isPersonal && generation.Explainer is not null;
        Reason<TItemId> plain = Reason<TItemId>.WithoutAnchor(wanted && (isPopular || explained) ? ReasonKind.Popular : ReasonKind.None);
        for (int i = 0; i < found.Length; i++)
        {
            destination[i] = new Recommendation<TItemId>(items[found[i].ItemIndex], found[i].Score, plain);
        }

        if (explained && !found.IsEmpty)
        {
            Explain(request, found, destination);
        }
        else if (wanted && rung == RecommendationRung.SimilarItems && request.LastLikedIndex >= 0)
        {
            TItemId anchor = items[request.LastLikedIndex];
            for (int i = 0; i < found.Length; i++)
            {
                // The score is a cosine: the whole of it comes from the anchor.
                destination[i] = destination[i].Score > 0
                    ? destination[i] with { Reason = Reason<TItemId>.BecauseOf(ReasonKind.BecauseYouLiked, anchor, destination[i].Score, destination[i].Score) }
                    : destination[i];
            }
        }
    }

    private static void Explain<TUserId, TItemId>(
        scoped in AnswerRequest<TUserId, TItemId> request, ReadOnlySpan<ScoredItem> found, Span<Recommendation<TItemId>> destination)
        where TUserId : notnull
        where TItemId : notnull
    {
        int[] indices = ArrayPool<int>.Shared.Rent(found.Length);
        Explanation[] explanations = ArrayPool<Explanation>.Shared.Rent(found.Length);
        Contribution[] anchors = ArrayPool<Contribution>.Shared.Rent(found.Length);
        try
        {
            for (int i = 0; i < found.Length; i++)
            {
                indices[i] = found[i].ItemIndex;
            }

            request.Generation.Explainer!.ExplainMany(request.Query, indices.AsSpan(0, found.Length), explanations, anchors, perItem: 1);
            IdMap<TItemId> items = request.Generation.Recommender.Items;
            for (int i = 0; i < found.Length; i++)
            {
                if (explanations[i].Written > 0 && anchors[i].Value > 0)
                {
                    destination[i] = destination[i] with
                    {
                        Reason = Reason<TItemId>.BecauseOf(
                            ReasonKind.BecauseYouLiked, items[anchors[i].ItemIndex], anchors[i].Value, explanations[i].Magnitude),
                    };
                }
                else if (explanations[i].Magnitude == 0)
                {
                    // A personal score whose history is not there (a file saved without it): no reason is known.
                    destination[i] = destination[i] with { Reason = default };
                }
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(indices);
            ArrayPool<Explanation>.Shared.Return(explanations);
            ArrayPool<Contribution>.Shared.Return(anchors);
        }
    }
}
