namespace MovieRec;

/// <summary>A word of a title or a query: where it stands in the folded text.</summary>
/// <param name="Start">First character.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Joined">Whether it follows the word before with a hyphen or the like instead of a space.</param>
/// <param name="Enclosed">Whether it stands in parentheses.</param>
internal readonly record struct TitleToken(int Start, int Length, bool Joined, bool Enclosed)
{
    public ReadOnlySpan<char> Of(ReadOnlySpan<char> letters) => letters.Slice(Start, Length);
}
