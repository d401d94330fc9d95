namespace MovieRec;

/// <summary>What the public of another site thinks of a title.</summary>
/// <param name="Mean">Mean rating, 1 … 10.</param>
/// <param name="Votes">Number of votes, at least 0.</param>
public readonly record struct TitleVote(float Mean, int Votes);
