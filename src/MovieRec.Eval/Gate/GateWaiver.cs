namespace MovieRec.Eval;

/// <summary>A check that the configuration leaves out, with the reason it gives.</summary>
/// <param name="Name">The check.</param>
/// <param name="Reason">Why; shown with every result.</param>
public sealed record GateWaiver(string Name, string Reason);
