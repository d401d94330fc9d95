using System.Globalization;

namespace MovieRec.Eval;

public static partial class ItemPositionEstimator
{
    private const double SumTolerance = 1e-6;

    /// <summary>Estimates from a log.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="log">
    /// The log, usually of one variant (<see cref="ImpressionLog{TItemId}.ForVariant"/>): an arm without exploration makes the whole unknown.
    /// </param>
    /// <param name="target">The policy to judge.</param>
    /// <param name="outcome">What counts as reward 1.</param>
    /// <param name="model">Reward model; null leaves the doubly robust estimate unknown.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The outcome is <see cref="FeedbackKind.Impression"/>.</exception>
    /// <exception cref="ArgumentException">The target's probabilities or the model's predictions are not as their interface wants them.</exception>
    public static ItemPositionReport Estimate<TItemId>(
        ImpressionLog<TItemId> log,
        ITargetPolicy<TItemId> target,
        FeedbackKind outcome = FeedbackKind.Click,
        IRewardModel<TItemId>? model = null,
        ItemPositionOptions? options = null)
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(target);
        if (outcome is not (FeedbackKind.Click or FeedbackKind.Save or FeedbackKind.NotInterested))
        {
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "The outcome must be Click, Save or NotInterested.");
        }

        ItemPositionSample[] samples = new ItemPositionSample[log.Impressions.Count];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Sample(log.Impressions[i], target, outcome, model);
        }

        return Estimate(samples, options);
    }

    private static ItemPositionSample Sample<TItemId>(LoggedImpression<TItemId> logged, ITargetPolicy<TItemId> target, FeedbackKind outcome, IRewardModel<TItemId>? model)
        where TItemId : notnull
    {
        FeedbackEvent<TItemId> impression = logged.Impression;
        double sum = 0;
        double shown = 0;
        double unsupported = 0;
        double predicted = 0;
        foreach (ItemProbability<TItemId> choice in target.GetChoices(impression))
        {
            if (!(choice.Probability is >= 0 and <= 1))
            {
                throw BadTarget(impression, $"gives item {choice.ItemId} the probability {choice.Probability.ToString(CultureInfo.InvariantCulture)}; it must be in [0, 1]");
            }

            sum += choice.Probability;
            bool isShown = EqualityComparer<TItemId>.Default.Equals(choice.ItemId, impression.ItemId);
            shown += isShown ? choice.Probability : 0;
            unsupported += isShown || choice.Probability == 0 || target.IsSupported(impression, choice.ItemId) ? 0 : choice.Probability;
            predicted += model is null || choice.Probability == 0 ? 0 : choice.Probability * Predict(model, impression, choice.ItemId);
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance))
        {
            throw BadTarget(impression, $"gives probabilities that sum to {sum.ToString(CultureInfo.InvariantCulture)}; they must sum to 1");
        }

        return new ItemPositionSample
        {
            User = logged.UserIndex,
            Position = impression.Position,
            LoggedProbability = impression.Probability,

            // Rounding may carry a sum a last bit beyond 1.
            TargetProbability = Math.Min(1, shown),
            Reward = logged.Has(outcome) ? 1 : 0,
            UnsupportedProbability = Math.Min(1, unsupported),
            PredictedReward = model is null ? double.NaN : Predict(model, impression, impression.ItemId),
            PredictedTargetReward = model is null ? double.NaN : Math.Min(1, predicted),
        };
    }

    private static double Predict<TItemId>(IRewardModel<TItemId> model, FeedbackEvent<TItemId> impression, TItemId itemId)
        where TItemId : notnull
    {
        double reward = model.Predict(impression, itemId);
        return reward is >= 0 and <= 1
            ? reward
            : throw new ArgumentException(
                $"The reward model predicts {reward.ToString(CultureInfo.InvariantCulture)} for item {itemId} at position {impression.Position}; it must be in [0, 1].", nameof(model));
    }

    private static ArgumentException BadTarget<TItemId>(FeedbackEvent<TItemId> impression, string what)
        where TItemId : notnull =>
        new($"The target policy {what} (position {impression.Position}, candidate set '{impression.CandidateSetId}').");
}
