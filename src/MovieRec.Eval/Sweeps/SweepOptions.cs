namespace MovieRec.Eval;

/// <summary>Options of <see cref="Sweep"/>.</summary>
public sealed record SweepOptions
{
    /// <summary>Which trials. Default random.</summary>
    public SweepStrategy Strategy { get; init; } = SweepStrategy.Random;

    /// <summary>Trials of a random search, or of the first round of halving, ≥ 1. Default 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Trials
    {
        get;
        init => field = AtLeast(value, 1, nameof(Trials));
    } = 20;

    /// <summary>Values that a range contributes to a grid, ≥ 2. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int GridSteps
    {
        get;
        init => field = AtLeast(value, 2, nameof(GridSteps));
    } = 5;

    /// <summary>Of how many trials of a round one goes on to the next, and the factor between resources, ≥ 2. Default 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int Eta
    {
        get;
        init => field = AtLeast(value, 2, nameof(Eta));
    } = 3;

    /// <summary>What halving gives out; needed by it and by nothing else.</summary>
    public SweepResource? Resource { get; init; }

    /// <summary>Stop early after so many trials without a better one; 0 (default) never. Not used by halving, which stops trials itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int Patience
    {
        get;
        init => field = AtLeast(value, 0, nameof(Patience));
    }

    /// <summary>By how much a trial must beat the best before it to count as better for <see cref="Patience"/>, ≥ 0. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not a number.</exception>
    public double MinimumGain
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumGain must be at least 0.");
    }

    /// <summary>Trials at a time at most, ≥ 1; fewer when memory does not allow it. The result does not depend on it. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxParallelTrials
    {
        get;
        init => field = AtLeast(value, 1, nameof(MaxParallelTrials));
    } = 1;

    /// <summary>Seed of drawn values. Default 1.</summary>
    public int Seed { get; init; } = 1;

    private static int AtLeast(int value, int least, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be at least {least}.");
}
