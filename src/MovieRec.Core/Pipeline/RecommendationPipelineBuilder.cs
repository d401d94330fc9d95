namespace MovieRec;

/// <summary>
/// Puts filters and re-rankers around a model. Re-rankers run in the order in which they are written; filters hold from
/// the first moment on, wherever they are written, because the model ranks eligible items only. <see cref="Build"/> freezes
/// what was written: later calls do not change a pipeline that exists.
/// </summary>
public sealed class RecommendationPipelineBuilder
{
    /// <summary>Candidates that re-rankers choose from: 500.</summary>
    public const int DefaultCandidates = 500;

    /// <summary>The most candidates that may be asked for: 10,000.</summary>
    public const int MaxCandidates = 10_000;

    private readonly IRecommender _model;
    private readonly MovieCatalog? _catalog;
    private readonly UserHistories? _histories;
    private readonly List<RerankStep> _steps = [];
    private int _candidates = DefaultCandidates;
    private ItemMask? _eligible;

    /// <summary>Begins with a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="catalog">Metadata for filters and re-rankers by genre; null for none.</param>
    /// <param name="histories">What users liked, for calibration and popularity; null for none.</param>
    /// <exception cref="ArgumentException">The parts cover different numbers of items.</exception>
    public RecommendationPipelineBuilder(IRecommender model, MovieCatalog? catalog = null, UserHistories? histories = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        int items = model.Info.ItemCount;
        if ((catalog?.Count ?? items) != items || (histories?.ItemCount ?? items) != items)
        {
            throw new ArgumentException(
                $"The model covers {items} items, the catalogue {catalog?.Count ?? items}, the histories {histories?.ItemCount ?? items}.", nameof(model));
        }

        _model = model;
        _catalog = catalog;
        _histories = histories;
    }

    /// <summary>Whether re-rankers by item vectors are left out where the model has none: a fallback.</summary>
    internal bool LeavesOutVectors { get; init; }

    /// <summary>Sets how many of the model's best items re-rankers choose from.</summary>
    /// <param name="count">1 … <see cref="MaxCandidates"/>.</param>
    public RecommendationPipelineBuilder UseCandidates(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCandidates);
        _candidates = count;
        return this;
    }

    /// <summary>Lets only these items through, beside what a query allows; several filters must all hold.</summary>
    /// <param name="eligible">Items that may be returned, such as those in stock.</param>
    /// <exception cref="ArgumentException">The mask covers another number of items than the model.</exception>
    public RecommendationPipelineBuilder Where(ItemMask eligible)
    {
        ArgumentNullException.ThrowIfNull(eligible);
        if (eligible.ItemCount != _model.Info.ItemCount)
        {
            throw new ArgumentException($"The mask covers {eligible.ItemCount} items, the model {_model.Info.ItemCount}.", nameof(eligible));
        }

        _eligible = _eligible?.And(eligible) ?? eligible;
        return this;
    }

    /// <summary>Lets only items through that match: genre, year, language, date or a mask of what is available.</summary>
    /// <param name="filter">What must hold.</param>
    /// <exception cref="InvalidOperationException">The builder was given no catalogue.</exception>
    public RecommendationPipelineBuilder Where(MovieFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Where((_catalog ?? throw new InvalidOperationException("A filter on metadata needs the catalogue; give it to the builder.")).Select(filter));
    }

    /// <summary>Adds a re-ranker behind those that are there.</summary>
    /// <param name="reranker">The re-ranker.</param>
    /// <param name="keep">
    /// How many candidates it hands to the next one, ≥ 1 and never fewer than a request wants; null for five times what
    /// the request wants. The last re-ranker makes the list itself.
    /// </param>
    public RecommendationPipelineBuilder Use(IReranker reranker, int? keep = null)
    {
        ArgumentNullException.ThrowIfNull(reranker);
        return Add(new RerankStep(reranker, null, keep));
    }

    /// <summary>Adds a re-ranker of this library by name and strength; a pipeline of such ones can be saved with its model.</summary>
    /// <param name="spec">Such as <c>RerankerSpec.Parse("mmr=0.3")</c>.</param>
    /// <param name="keep">As for the other overload.</param>
    /// <exception cref="NotSupportedException">It needs genres, item vectors or histories that are not there.</exception>
    public RecommendationPipelineBuilder Use(RerankerSpec spec, int? keep = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (LeavesOutVectors && spec.ComparesVectors && _model.GetService<IVectorRecommender>() is null)
        {
            return this;
        }

        return Add(new RerankStep(spec.Create(_model, _catalog, _histories?.Liked), spec, keep));
    }

    /// <summary>Adds the default re-ranker with a diversity setting; 0 adds none.</summary>
    /// <param name="diversity">0 … 1, see <see cref="Diversity"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The setting is outside 0 … 1.</exception>
    /// <exception cref="NotSupportedException">There are neither genres nor item vectors to compare movies by.</exception>
    public RecommendationPipelineBuilder UseDiversity(float diversity) =>
        Diversity.ToStrength(diversity) == 0 || (LeavesOutVectors && Diversity.NameFor(_model, _catalog) is null)
            ? this
            : Use(Diversity.ToReranker(diversity, _model, _catalog));

    /// <summary>Makes the pipeline.</summary>
    public RecommendationPipeline Build() => new(_model, _eligible, _candidates, [.. _steps]);

    private RecommendationPipelineBuilder Add(RerankStep step)
    {
        if (step.Keep is { } keep)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        }

        _steps.Add(step);
        return this;
    }
}
