namespace MovieRec.Eval;

/// <summary>One trial: what to set.</summary>
/// <param name="Number">Position in the search, from 0; the same settings keep their number in later rounds.</param>
/// <param name="Round">Round of halving, from 0; 0 for the other searches.</param>
/// <param name="Settings">The options, those of the resource included.</param>
public sealed record SweepTrial(int Number, int Round, IReadOnlyList<SweepSetting> Settings);
