namespace MovieRec.Eval;

/// <summary>
/// One logged impression as the counterfactual estimators see it. <c>default</c> is not a valid sample (its probability is 0).
/// Values are checked by <see cref="ItemPositionEstimator"/>.
/// </summary>
public readonly record struct ItemPositionSample
{
    /// <summary>Creates a sample without predictions.</summary>
    public ItemPositionSample()
    {
    }

    /// <summary>The user, any number: samples of one user may depend on one another.</summary>
    public int User { get; init; }

    /// <summary>Position, 1 = top.</summary>
    public int Position { get; init; }

    /// <summary>Probability in (0, 1] with which the logged policy showed this item at this position.</summary>
    public double LoggedProbability { get; init; }

    /// <summary>Probability in [0, 1] with which the target policy would have shown it there.</summary>
    public double TargetProbability { get; init; }

    /// <summary>What the impression earned, in [0, 1]: 1 for a click, say.</summary>
    public double Reward { get; init; }

    /// <summary>
    /// The target's probability, in [0, 1], of items that the logged policy could not have shown at this position; above 0 the
    /// answer is UNKNOWN. 0 when none is known of. Where the logged probability is 1 it is known anyway: all that the target
    /// gives to other items.
    /// </summary>
    public double UnsupportedProbability { get; init; }

    /// <summary>Expected reward q̂ of the shown item by a reward model, in [0, 1]; NaN without a model.</summary>
    public double PredictedReward { get; init; } = double.NaN;

    /// <summary>Expected reward of the target at this position, Σ_i π(i)·q̂(i), in [0, 1]; NaN without a model.</summary>
    public double PredictedTargetReward { get; init; } = double.NaN;
}
