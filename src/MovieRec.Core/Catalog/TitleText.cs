using System.Globalization;

namespace MovieRec;

/// <summary>Takes titles and queries apart into folded words. Both sides go through the same code, so they meet.</summary>
internal static class TitleText
{
    /// <summary>
    /// Folds text into <paramref name="letters"/> (words one after the other, without spaces) and notes where the words
    /// stand. What does not fit the buffers is left out: a query is cut, a title is given enough room.
    /// </summary>
    /// <param name="text">Raw text.</param>
    /// <param name="letters">Receives the folded letters; twice the length of the text is enough.</param>
    /// <param name="tokens">Receives the words.</param>
    /// <returns>The number of words.</returns>
    public static int Split(ReadOnlySpan<char> text, Span<char> letters, Span<TitleToken> tokens)
    {
        int count = 0;
        int written = 0;
        int start = -1;
        int depth = 0;
        bool joined = false;
        bool spaced = true;
        Span<char> folded = stackalloc char[2];
        for (int i = 0; i <= text.Length && count < tokens.Length; i++)
        {
            char c = i < text.Length ? text[i] : ' ';
            if (IsDropped(c) || (c == '.' && IsInitial(text, i)))
            {
                continue;
            }

            bool ampersand = c == '&';
            bool inWord = IsWord(c);
            if (start >= 0 && (!inWord || TitleFold.IsIdeograph(c) || TitleFold.IsIdeograph(letters[written - 1])))
            {
                tokens[count++] = new TitleToken(start, written - start, joined, depth > 0);
                start = -1;
                joined = inWord;
                spaced = false;
            }

            if (inWord)
            {
                int length = TitleFold.Fold(c, folded);
                if (length == 0)
                {
                    continue;
                }

                if (written + length > letters.Length || count == tokens.Length)
                {
                    break;
                }

                if (start < 0)
                {
                    start = written;
                    joined &= !spaced;
                    spaced = false;
                }

                folded[..length].CopyTo(letters[written..]);
                written += length;
            }
            else if (ampersand && written + 3 <= letters.Length && count < tokens.Length)
            {
                "and".CopyTo(letters[written..]);
                tokens[count++] = new TitleToken(written, 3, false, depth > 0);
                written += 3;
                joined = false;
            }
            else
            {
                depth += c is '(' or '[' ? 1 : c is ')' or ']' && depth > 0 ? -1 : 0;
                joined = c is '-' or '‐' or '‑' or '/' or ':' or '.' && count > 0 && !spaced;
                spaced |= char.IsWhiteSpace(c) || c is ',' or ';' or '(' or ')';
            }
        }

        return count;
    }

    /// <summary>Articles that people leave out, add, or put last.</summary>
    public static bool IsArticle(ReadOnlySpan<char> word) => word
        is "the" or "a" or "an"
        or "le" or "la" or "les" or "l" or "un" or "une"
        or "il" or "lo" or "gli" or "uno" or "una"
        or "el" or "los" or "las"
        or "der" or "die" or "das" or "ein" or "eine"
        or "het" or "een" or "den" or "det" or "os" or "um" or "uma";

    /// <summary>The year that four digits name, 1880 … 2100; else 0.</summary>
    public static int Year(ReadOnlySpan<char> word) =>
        word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 1880 and <= 2100 ? year : 0;

    // schindler's = schindlers, M*A*S*H = mash, WALL·E = walle.
    private static bool IsDropped(char c) => c is '\'' or '’' or '‘' or 'ʼ' or '`' or '´' or '*' or '·' or '•';

    /// <summary>A dot after a single letter, as in E.T. and L.A.: the letters make one word.</summary>
    private static bool IsInitial(ReadOnlySpan<char> text, int dot) =>
        dot >= 1
        && char.IsLetter(text[dot - 1])
        && (dot == 1 || !char.IsLetterOrDigit(text[dot - 2]));

    private static bool IsWord(char c) =>
        char.IsLetterOrDigit(c)
        || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
