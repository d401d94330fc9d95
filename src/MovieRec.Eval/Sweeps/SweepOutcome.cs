namespace MovieRec.Eval;

/// <summary>A trial that was measured, or failed.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Score">What it scored; NaN when it failed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="FromJournal">Whether it was read from the journal instead of measured now.</param>
public sealed record SweepOutcome(SweepTrial Trial, SweepScore Score, double Seconds, string? Failure = null, bool FromJournal = false);
