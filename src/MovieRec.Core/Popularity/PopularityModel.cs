using System.Numerics;

namespace MovieRec;

/// <summary>
/// Scores an item by how often it was liked: the same score for everybody, known user or not. The whole score is the
/// explanation's remainder, because no item of the user's history caused it.
/// </summary>
public sealed class PopularityModel : IRecommender, IScorer, IExplainer
{
    internal const string PriorOption = "Prior";

    private readonly float[] _scores;
    private readonly UserHistories _histories;
    private readonly ItemMask _rankable;

    internal PopularityModel(PopularityOptions options, UserHistories histories, string dataFingerprint, float[] scores, ModelOption? prior = null)
        : this(options, histories, scores, new RecommenderInfo
        {
            Algorithm = "popularity",
            UserCount = histories.UserCount,
            ItemCount = histories.ItemCount,
            InteractionCount = histories.Liked.Count,
            DataFingerprint = dataFingerprint,
            IsPersonalized = false,
            OptionValues = prior is null ? options.ToValues() : [.. options.ToValues(), prior],
        })
    {
    }

    internal PopularityModel(PopularityOptions options, UserHistories histories, float[] scores, RecommenderInfo info)
    {
        Options = options;
        _histories = histories;
        _scores = scores;
        _rankable = ItemMask.Create(scores.Length, i => scores[i] > 0);
        Info = info;
        string? prior = info.OptionValues.FirstOrDefault(static o => o.Name == PriorOption)?.Value;
        Knowledge = prior is null ? null : ExternalKnowledge.Parse(prior);
    }

    /// <inheritdoc/>
    public RecommenderInfo Info { get; }

    /// <summary>The options the model was trained with.</summary>
    public PopularityOptions Options { get; }

    /// <summary>What the model knows beyond the training data; null for nothing.</summary>
    public ExternalKnowledge? Knowledge { get; }

    /// <summary>The score of every item, by index; 0 for an item nobody liked and no prior knows.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <inheritdoc/>
    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceType == typeof(ExternalKnowledge) ? Knowledge : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : default;
        CandidateSet candidates = CandidateSet.Rent(_rankable, query, seen);
        TopK top = new(destination);
        for (int w = 0; w < candidates.Words.Length; w++)
        {
            for (ulong bits = candidates.Words[w]; bits != 0; bits &= bits - 1)
            {
                int item = (w << 6) + BitOperations.TrailingZeroCount(bits);
                if (_scores[item] >= top.Threshold)
                {
                    top.Offer(item, _scores[item]);
                }
            }
        }

        candidates.Return();
        return top.Finish();
    }

    /// <inheritdoc/>
    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        QueryGuard.CheckItems(itemIndices, Info.ItemCount);
        QueryGuard.CheckDestination(scores.Length, itemIndices.Length, nameof(scores));
        for (int i = 0; i < itemIndices.Length; i++)
        {
            scores[i] = _rankable.Contains(itemIndices[i]) ? _scores[itemIndices[i]] : float.NaN;
        }
    }

    /// <inheritdoc/>
    public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        QueryGuard.CheckItem(itemIndex, Info.ItemCount);
        float score = _scores[itemIndex];
        return new Explanation(score, remainder: score, written: 0, omitted: 0, magnitude: Math.Abs(score));
    }
}
