namespace MovieRec.Eval;

/// <summary>What slices can ask about a user.</summary>
/// <param name="UserIndex">Dense user index.</param>
/// <param name="HistoryCount">Liked training or fold-in items.</param>
/// <param name="RelevantCount">Relevant held-out items, inside and outside the catalogue.</param>
/// <param name="IsCold">Whether the model can know nothing about the user.</param>
public readonly record struct EvaluatedUser(int UserIndex, int HistoryCount, int RelevantCount, bool IsCold);
