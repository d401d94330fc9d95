namespace MovieRec.Ann;

/// <summary>Working memory of one search.</summary>
internal sealed class UpdatableScratch
{
    public ulong[] Words { get; private set; } = [];

    public ScoredItem[] Found { get; private set; } = [];

    public Span<ulong> RentWords(int count)
    {
        if (Words.Length < count)
        {
            Words = new ulong[count];
        }

        return Words.AsSpan(0, count);
    }

    public Span<ScoredItem> RentFound(int count)
    {
        if (Found.Length < count)
        {
            Found = new ScoredItem[count];
        }

        return Found.AsSpan(0, count);
    }
}
