namespace MovieRec;

/// <summary>A part of an experiment log that cannot be read; the other parts are.</summary>
/// <param name="Place">Which part.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record ExperimentDamage(string Place, string Reason);
