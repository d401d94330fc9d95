using System.Numerics;

namespace MovieRec;

/// <summary>
/// Edit distance between words: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment,
/// the restricted form of Damerau 1964), up to a limit that depends on the length of the word.
/// </summary>
internal static class TitleTypos
{
    /// <summary>Longest word that is compared; longer ones match exactly or not at all.</summary>
    public const int LongestWord = 32;

    /// <summary>How many edits a word of this length may need: none up to 2 letters, one up to 5, else two.</summary>
    public static int Limit(int length) => length switch { <= 2 => 0, <= 5 => 1, <= LongestWord => 2, _ => 0 };

    /// <summary>
    /// The letters of a word as bits. An edit removes at most one letter and adds at most one, so words at distance d
    /// differ in at most 2d bits: nearly all of a vocabulary is ruled out by one exclusive-or each.
    /// </summary>
    public static uint Letters(ReadOnlySpan<char> word)
    {
        uint bits = 0;
        foreach (char c in word)
        {
            bits |= 1u << (c & 31);
        }

        return bits;
    }

    public static bool MayBeWithin(uint a, uint b, int limit) => BitOperations.PopCount(a ^ b) <= 2 * limit;

    /// <summary>The distance, or limit + 1 when it is larger.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || a.Length > LongestWord || b.Length > LongestWord)
        {
            return a.SequenceEqual(b) ? 0 : limit + 1;
        }

        Span<int> rows = stackalloc int[3 * (LongestWord + 1)];
        Span<int> before = rows[..(LongestWord + 1)];
        Span<int> previous = rows.Slice(LongestWord + 1, LongestWord + 1);
        Span<int> current = rows[(2 * (LongestWord + 1))..];
        for (int j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            int best = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int value = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    value = Math.Min(value, before[j - 2] + 1);
                }

                current[j] = value;
                best = Math.Min(best, value);
            }

            if (best > limit)
            {
                return limit + 1;
            }

            Span<int> free = before;
            before = previous;
            previous = current;
            current = free;
        }

        return Math.Min(previous[b.Length], limit + 1);
    }
}
