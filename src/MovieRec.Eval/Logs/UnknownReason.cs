namespace MovieRec.Eval;

/// <summary>Why a log does not answer.</summary>
public enum UnknownReason : byte
{
    /// <summary>There is nothing to count: no rows.</summary>
    NoData,

    /// <summary>Fewer than two users: the user is the unit, and one unit has no spread.</summary>
    TooFewUsers,

    /// <summary>All outcomes that count are equal (such as: no click at all), so nothing measures the uncertainty.</summary>
    NoVariation,

    /// <summary>Every logged probability is 1: the log shows what the logged policy does and nothing about another one.</summary>
    NoExploration,

    /// <summary>The target would show items that the logged policy could not have shown there.</summary>
    MissingSupport,

    /// <summary>The effective sample size is under 1 % of the rows: a few rows would decide.</summary>
    LowEffectiveSampleSize,

    /// <summary>The weights average to more than 1 beyond chance: the logged or the target's probabilities are not what they say.</summary>
    InconsistentProbabilities,

    /// <summary>The doubly robust estimate needs a reward model, and none was given.</summary>
    NoRewardModel,

    /// <summary>A part of the sum is unknown.</summary>
    UnknownPart,

    /// <summary>Users are not divided over the variants as planned: assignment or logging is broken.</summary>
    SampleRatioMismatch,

    /// <summary>Too many users met more than one variant.</summary>
    MixedVariants,
}
