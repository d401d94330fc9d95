namespace MovieRec.Data.Tests;

/// <summary>A clock that stands still, so that "in the future" means the same every year.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>1 January 2020, 00:00 UTC: 1,577,836,800.</summary>
    public static FixedTime NewYear2020 { get; } = new(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => now;
}
