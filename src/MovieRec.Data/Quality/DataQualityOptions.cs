namespace MovieRec.Data;

/// <summary>What the quality report looks at. Immutable.</summary>
public sealed record DataQualityOptions
{
    /// <summary>What counts as liked. Default: rated 4 or higher.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public InteractionOptions Liked
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = new();

    /// <summary>Number of time slices of equal size whose popularity is compared, 2 … 100. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int TimeSlices
    {
        get;
        init => field = value is >= 2 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "TimeSlices must be in 2 … 100.");
    } = 5;

    /// <summary>Share of the interactions before the chronological cut, between 0 and 1. Default 0.8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double TrainShare
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "TrainShare must lie between 0 and 1.");
    } = 0.8;

    /// <summary>The minima whose effect is reported, ascending, each ≥ 1. Default 2, 3, 5, 10, 20, 50.</summary>
    /// <exception cref="ArgumentException">The values do not ascend or one is below 1.</exception>
    public IReadOnlyList<int> Minima
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            for (int i = 0; i < value.Count; i++)
            {
                if (value[i] < 1 || (i > 0 && value[i] <= value[i - 1]))
                {
                    throw new ArgumentException($"Minima must be ≥ 1 and ascend; found {value[i]} at position {i}.", nameof(value));
                }
            }

            field = value;
        }
    } = [2, 3, 5, 10, 20, 50];
}
