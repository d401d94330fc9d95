namespace MovieRec.Eval;

/// <summary>What a target policy would have earned, by three estimators.</summary>
public sealed class ItemPositionEstimates
{
    internal ItemPositionEstimates(LogEstimate inversePropensity, LogEstimate selfNormalized, LogEstimate doublyRobust)
    {
        InversePropensity = inversePropensity;
        SelfNormalized = selfNormalized;
        DoublyRobust = doublyRobust;
    }

    /// <summary>IPS: mean of w·r (Horvitz and Thompson 1952). Unbiased; may exceed 1.</summary>
    public LogEstimate InversePropensity { get; }

    /// <summary>Self-normalised IPS: Σw·r / Σw (Swaminathan and Joachims 2015). Within the range of rewards; a bias of order 1/n.</summary>
    public LogEstimate SelfNormalized { get; }

    /// <summary>
    /// Doubly robust: mean of Σ_i π(i)·q̂(i) + w·(r − q̂) (Dudík, Langford and Li 2011). Unbiased with true probabilities,
    /// whatever the model; better than IPS when the model is good. The model must not have seen the rewards of these samples.
    /// </summary>
    public LogEstimate DoublyRobust { get; }
}
