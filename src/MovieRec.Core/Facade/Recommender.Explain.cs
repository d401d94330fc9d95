namespace MovieRec;

/// <content>Explanations of one score.</content>
public sealed partial class Recommender<TUserId, TItemId>
{
    /// <summary>Takes the score of one item for one user apart.</summary>
    /// <param name="userId">The user; for an unknown one the fallback's score is explained.</param>
    /// <param name="itemId">The item, seen or not.</param>
    /// <exception cref="KeyNotFoundException">The item is unknown.</exception>
    /// <exception cref="NotSupportedException">The model cannot explain.</exception>
    public ItemExplanation<TItemId> Explain(TUserId userId, TItemId itemId)
    {
        ArgumentNullException.ThrowIfNull(userId);
        int item = RequireItem(itemId);
        if (!Users.TryGetIndex(userId, out int user))
        {
            return ExplainFallback(default, itemId, item);
        }

        RecommendationQuery query = RecommendationQuery.ForUser(user);
        return Explain(query, itemId, item, Histories.Liked.GetUserItems(user).Length, RecommendationRung.Personalized);
    }

    /// <summary>Takes the score of one item for a list of liked items apart.</summary>
    /// <param name="liked">Liked items; unknown ids are ignored.</param>
    /// <param name="itemId">The item.</param>
    /// <exception cref="KeyNotFoundException">The item is unknown.</exception>
    /// <exception cref="NotSupportedException">The model cannot explain.</exception>
    public ItemExplanation<TItemId> ExplainFor(IReadOnlyCollection<TItemId> liked, TItemId itemId)
    {
        ArgumentNullException.ThrowIfNull(liked);
        int item = RequireItem(itemId);
        int[] history = new int[liked.Count];
        int known = ToIndices([.. liked], history);
        RecommendationQuery query = RecommendationQuery.ForHistory(history.AsSpan(0, known));
        return Explain(query, itemId, item, known, RecommendationRung.FoldIn);
    }

    private ItemExplanation<TItemId> Explain(
        scoped in RecommendationQuery query, TItemId itemId, int item, int historyLength, RecommendationRung rung)
    {
        if (_explainer is null)
        {
            throw new NotSupportedException(
                Model.GetService<CapabilityLimits>()?.Explanations ?? $"The model '{Model.Info.Algorithm}' cannot explain its scores.");
        }

        Contribution[] contributions = new Contribution[historyLength];
        Explanation explanation = _explainer.Explain(query, item, contributions);
        RecommendationRung answered = Model.Info.IsPersonalized ? rung : RecommendationRung.Popular;
        if (explanation.Written > 0 || explanation.Remainder != 0)
        {
            return Wrap(itemId, explanation, contributions, answered);
        }

        // A file saved without history: the model scores a user whose liked items nobody knows. The score is what
        // recommending returns, and no known item caused it.
        float score = ScoreOf(query, item);
        return float.IsNaN(score)
            ? ExplainFallback(query, itemId, item)
            : new ItemExplanation<TItemId>(itemId, score, score, [], Math.Abs(score), answered);
    }

    private float ScoreOf(scoped in RecommendationQuery query, int item)
    {
        float score = float.NaN;
        Model.GetService<IScorer>()?.Score(query, [item], new Span<float>(ref score));
        return score;
    }

    private ItemExplanation<TItemId> ExplainFallback(scoped in RecommendationQuery query, TItemId itemId, int item)
    {
        IExplainer? explainer = Fallback?.GetService<IExplainer>() ?? (Model.Info.IsPersonalized ? null : _explainer);
        return explainer is null
            ? new ItemExplanation<TItemId>(itemId, 0, 0, [], 0, RecommendationRung.None)
            : Wrap(itemId, explainer.Explain(query, item, default), [], RecommendationRung.Popular);
    }

    private ItemExplanation<TItemId> Wrap(TItemId itemId, Explanation explanation, Contribution[] contributions, RecommendationRung rung)
    {
        ItemContribution<TItemId>[] named = new ItemContribution<TItemId>[explanation.Written];
        for (int i = 0; i < named.Length; i++)
        {
            named[i] = new ItemContribution<TItemId>(Items[contributions[i].ItemIndex], contributions[i].Value);
        }

        return new ItemExplanation<TItemId>(itemId, explanation.Score, explanation.Remainder, named, explanation.Magnitude, rung);
    }

    private int RequireItem(TItemId itemId)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        return Items.TryGetIndex(itemId, out int item)
            ? item
            : throw new KeyNotFoundException($"The item '{itemId}' is not among the {Items.Count} items of the model.");
    }
}
