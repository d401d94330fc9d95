namespace MovieRec;

/// <summary>One result of a title search.</summary>
/// <param name="ItemIndex">Dense item index.</param>
/// <param name="Score">How well the title fits, 0 … 1; comparable between queries.</param>
/// <param name="Match">The kind of match.</param>
public readonly record struct TitleHit(int ItemIndex, float Score, TitleMatch Match);
