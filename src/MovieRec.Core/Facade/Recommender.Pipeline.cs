namespace MovieRec;

/// <content>Filters and re-rankers around the model and its fallback.</content>
public sealed partial class Recommender<TUserId, TItemId>
{
    /// <summary>
    /// Whether lists can be made more diverse: there are genres, or the model has item vectors. Without, a diversity setting
    /// above 0 is a <see cref="NotSupportedException"/>.
    /// </summary>
    public bool OffersDiversity => _diversity is not null;

    /// <summary>
    /// A recommender over the same data whose lists pass through a pipeline. The fallback gets the same pipeline, so that a
    /// filter holds for everybody; a named re-ranker by item vectors is left out where the fallback has none.
    /// </summary>
    /// <param name="configure">Writes the steps; called for the model and, when there is one, for the fallback.</param>
    /// <exception cref="NotSupportedException">A re-ranker needs genres or item vectors that are not there.</exception>
    public Recommender<TUserId, TItemId> WithPipeline(Action<RecommendationPipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new Recommender<TUserId, TItemId>(
            Users, Items, Around(Model, configure, fallback: false), Fallback is null ? null : Around(Fallback, configure, fallback: true), Catalog, Histories, Sources);
    }

    /// <summary>A recommender over the same data whose lists have a diversity setting; 0 is this recommender's lists.</summary>
    /// <param name="diversity">0 … 1, see <see cref="Diversity"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The setting is outside 0 … 1.</exception>
    /// <exception cref="NotSupportedException">There are neither genres nor item vectors to compare movies by.</exception>
    public Recommender<TUserId, TItemId> WithDiversity(float diversity)
    {
        if (Diversity.ToStrength(diversity) == 0)
        {
            return this;
        }

        RerankerSpec spec = Diversity.ToReranker(diversity, Model, Catalog);
        return WithPipeline(p => p.Use(spec));
    }

    private RecommendationPipeline Around(IRecommender model, Action<RecommendationPipelineBuilder> configure, bool fallback)
    {
        RecommendationPipelineBuilder builder = new(model, Catalog, Histories) { LeavesOutVectors = fallback };
        configure(builder);
        return builder.Build();
    }
}
