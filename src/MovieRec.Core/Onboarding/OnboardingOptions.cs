namespace MovieRec;

/// <summary>Options of <see cref="Onboarding"/>.</summary>
public sealed record OnboardingOptions
{
    /// <summary>How many movies are shown, 1 … 1,000. Default 12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Count
    {
        get;
        init => field = value is >= 1 and <= 1000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Count must be in 1 … 1,000.");
    } = 12;

    /// <summary>
    /// Recognisability: only movies that at least this share of the users has seen, 0 … 1, are shown; where fewer than ten times
    /// <see cref="Count"/> reach it, the most seen ones. Default 0.05.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double MinimumShare
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumShare must be in 0 … 1.");
    } = 0.05;

    /// <summary>Most movies to choose from, the most seen ones, 1 … 100,000. Default 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxCandidates
    {
        get;
        init => field = value is >= 1 and <= 100_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxCandidates must be in 1 … 100,000.");
    } = 1000;

    /// <summary>Most users whose tastes are taken into account, spread evenly over the index space, 2 … 1,000,000. Default 5,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxUsers
    {
        get;
        init => field = value is >= 2 and <= 1_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxUsers must be in 2 … 1,000,000.");
    } = 5000;

    /// <summary>Movies that may be shown; null means all. Over the model's item index space.</summary>
    public ItemMask? Eligible { get; init; }
}
