using System.Globalization;

namespace MovieRec;

/// <summary>Options of <see cref="PopularityTrainer"/>.</summary>
public sealed record PopularityOptions
{
    /// <summary>
    /// Half-life h of an interaction: it counts 2^(−age/h), age measured from the newest interaction of the training
    /// data. Null (the default) counts every interaction as 1. An interaction of unknown time (timestamp 0) counts like
    /// the oldest one whose time is known.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above zero.</exception>
    public TimeSpan? HalfLife
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "HalfLife must be above zero; null means no decay.");
    }

    internal IReadOnlyList<ModelOption> ToValues() =>
        [new("HalfLife", HalfLife?.ToString("c", CultureInfo.InvariantCulture) ?? "none")];
}
