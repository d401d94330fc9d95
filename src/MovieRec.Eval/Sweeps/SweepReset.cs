namespace MovieRec.Eval;

/// <summary>A decision to look at the test split again.</summary>
/// <param name="Date">When.</param>
/// <param name="Reason">Why.</param>
public sealed record SweepReset(DateTimeOffset Date, string Reason);
