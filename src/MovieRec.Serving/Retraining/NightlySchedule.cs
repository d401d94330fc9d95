namespace MovieRec.Serving;

/// <summary>
/// One run for each calendar date of a time zone. A time that a clock change skips runs when the clocks have moved on; a time that
/// occurs twice runs at the first occurrence. Immutable.
/// </summary>
public sealed record NightlySchedule
{
    /// <summary>Local time of day. Default 03:00.</summary>
    public TimeOnly At { get; init; } = new(3, 0);

    /// <summary>The zone. Default UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The moment at which the run of a date is due.</summary>
    /// <param name="night">The date.</param>
    public DateTimeOffset DueAt(DateOnly night)
    {
        DateTime local = night.ToDateTime(At, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        TimeSpan offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>The last date whose run is due.</summary>
    /// <param name="now">The moment.</param>
    public DateOnly LatestDue(DateTimeOffset now)
    {
        DateOnly night = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime).AddDays(1);
        while (DueAt(night) > now)
        {
            night = night.AddDays(-1);
        }

        return night;
    }
}
