namespace MovieRec.Eval;

/// <summary>What a sweep found.</summary>
/// <param name="Outcomes">Every trial that counts, round by round, in order of its number.</param>
/// <param name="Best">The trial of the last round with the highest score; ties go to the lower number.</param>
/// <param name="StoppedEarly">Whether patience ended the search.</param>
/// <param name="ParallelTrials">How many trials ran at a time.</param>
public sealed record SweepResult(IReadOnlyList<SweepOutcome> Outcomes, SweepOutcome Best, bool StoppedEarly, int ParallelTrials);
