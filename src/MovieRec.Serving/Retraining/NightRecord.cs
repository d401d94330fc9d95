namespace MovieRec.Serving;

/// <summary>One night in the journal: exactly one published model or one alert.</summary>
/// <param name="Night">The date.</param>
/// <param name="Outcome">What it brought.</param>
/// <param name="At">When that was known.</param>
/// <param name="ModelVersion">The model that was published; empty otherwise.</param>
/// <param name="Detail">Why not; empty when a model was published.</param>
public sealed record NightRecord(DateOnly Night, NightOutcome Outcome, DateTimeOffset At, string ModelVersion, string Detail)
{
    /// <summary>Whether somebody must look.</summary>
    public bool IsAlert => Outcome != NightOutcome.Published;
}
