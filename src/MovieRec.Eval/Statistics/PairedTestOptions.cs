namespace MovieRec.Eval;

/// <summary>Options of <see cref="PairedTest"/>.</summary>
public sealed record PairedTestOptions
{
    /// <summary>Bootstrap samples, 100 … 1,000,000. Default 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Resamples
    {
        get;
        init => field = Check(value, nameof(Resamples));
    } = 10_000;

    /// <summary>Sign flips of the permutation test, 100 … 1,000,000. Default 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Flips
    {
        get;
        init => field = Check(value, nameof(Flips));
    } = 10_000;

    /// <summary>Coverage of the intervals, in (0, 1). Default 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1).</exception>
    public double Confidence
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Confidence must be in (0, 1).");
    } = 0.95;

    /// <summary>Seed of resamples and flips. Default 1.</summary>
    public int Seed { get; init; } = 1;

    private static int Check(int value, string name) => value is >= 100 and <= 1_000_000
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be in 100 … 1,000,000.");
}
