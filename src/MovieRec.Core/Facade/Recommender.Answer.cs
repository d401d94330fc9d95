using System.Buffers;

namespace MovieRec;

/// <content>The fallback ladder and reasons: model first, then the fallback, each answer labelled with its rung.</content>
public sealed partial class Recommender<TUserId, TItemId>
{
    private int Answer(
        scoped in RecommendationQuery query,
        Span<Recommendation<TItemId>> destination,
        RecommendOptions options,
        RecommendationRung personal,
        out RecommendationRung rung)
    {
        int length = destination.Length;
        ScoredItem[] rented = ArrayPool<ScoredItem>.Shared.Rent(Math.Max(length, 1));
        try
        {
            Span<ScoredItem> found = rented.AsSpan(0, length);
            int count = Ask(_pipeline, query, found, options);
            bool fromModel = count > 0;
            rung = Model.Info.IsPersonalized ? personal : RecommendationRung.Popular;
            if (!fromModel && _fallbackPipeline is not null)
            {
                count = Ask(_fallbackPipeline, query, found, options);
                rung = RecommendationRung.Popular;
            }

            if (count == 0)
            {
                rung = RecommendationRung.None;
                return 0;
            }

            Reason<TItemId> noAnchor = Reason<TItemId>.WithoutAnchor(
                options.IncludeReasons && (rung == RecommendationRung.Popular || _explainer is not null) ? ReasonKind.Popular : ReasonKind.None);
            for (int i = 0; i < count; i++)
            {
                destination[i] = new Recommendation<TItemId>(Items[found[i].ItemIndex], found[i].Score, noAnchor);
            }

            if (options.IncludeReasons && fromModel && rung != RecommendationRung.Popular && _explainer is not null)
            {
                AddReasons(query, found[..count], destination);
            }

            return count;
        }
        finally
        {
            ArrayPool<ScoredItem>.Shared.Return(rented);
        }
    }

    /// <summary>The list as the model makes it, or with the diversity of this request.</summary>
    private int Ask(RecommendationPipeline pipeline, scoped in RecommendationQuery query, Span<ScoredItem> found, RecommendOptions options)
    {
        if (options.Diversity is not { } diversity)
        {
            return pipeline.Recommend(query, found);
        }

        float strength = Diversity.ToStrength(diversity);
        if (strength == 0)
        {
            return pipeline.RecommendPlain(query, found);
        }

        if (_diversity is null)
        {
            // Says what is missing.
            Diversity.ToReranker(diversity, Model, Catalog);
        }

        return pipeline.RecommendWith(query, found, _diversity!, strength);
    }

    private void AddReasons(scoped in RecommendationQuery query, ReadOnlySpan<ScoredItem> found, Span<Recommendation<TItemId>> destination)
    {
        int[] items = ArrayPool<int>.Shared.Rent(found.Length);
        Explanation[] explanations = ArrayPool<Explanation>.Shared.Rent(found.Length);
        Contribution[] anchors = ArrayPool<Contribution>.Shared.Rent(found.Length);
        try
        {
            for (int i = 0; i < found.Length; i++)
            {
                items[i] = found[i].ItemIndex;
            }

            _explainer!.ExplainMany(query, items.AsSpan(0, found.Length), explanations, anchors, perItem: 1);
            for (int i = 0; i < found.Length; i++)
            {
                if (explanations[i].Written > 0 && anchors[i].Value > 0)
                {
                    Reason<TItemId> reason = Reason<TItemId>.BecauseOf(
                        ReasonKind.BecauseYouLiked, Items[anchors[i].ItemIndex], anchors[i].Value, explanations[i].Magnitude);
                    destination[i] = destination[i] with { Reason = reason };
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
            ArrayPool<int>.Shared.Return(items);
            ArrayPool<Explanation>.Shared.Return(explanations);
            ArrayPool<Contribution>.Shared.Return(anchors);
        }
    }
}
