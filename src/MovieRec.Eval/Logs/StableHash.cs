namespace MovieRec.Eval;

/// <summary>Numbers from texts that are the same in every run and on every machine; string hash codes are not.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over UTF-16 units, mixed with the seed.</summary>
    public static ulong Of(ReadOnlySpan<char> text, int seed)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return SplitRows.Hash(seed, hash);
    }
}
