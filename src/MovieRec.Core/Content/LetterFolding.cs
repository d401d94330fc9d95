namespace MovieRec;

/// <summary>
/// Takes the diacritics off Latin letters: é → e, ø → o, ß → ss. Tables, not the system's normalisation, so that results
/// do not depend on the Unicode version of the machine; letters of other scripts stay as they are.
/// </summary>
internal static class LetterFolding
{
    /// <summary>Base letters of U+00C0 … U+024F, in lower case; a dot where there is none.</summary>
    private const string Latin =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll." +
        ".llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
        "................................oo.............uu..............." +
        ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa...." +
        "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............" +
        "................";

    /// <summary>Base letters of U+1E00 … U+1EFF.</summary>
    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm" +
        "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv" +
        "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
        "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    /// <summary>The longest text that one letter becomes.</summary>
    public const int MaxExpansion = 2;

    /// <summary>Whether a character is a combining mark and is left out.</summary>
    public static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';

    /// <summary>Writes a letter in lower case without its diacritic.</summary>
    /// <param name="c">A letter or digit.</param>
    /// <param name="destination">Receives one or two characters.</param>
    /// <returns>How many.</returns>
    public static int Fold(char c, Span<char> destination)
    {
        if (c < 0x80)
        {
            destination[0] = char.ToLowerInvariant(c);
            return 1;
        }

        string? pair = c switch
        {
            '\u00C6' or '\u00E6' => "ae",
            '\u0152' or '\u0153' => "oe",
            '\u00DF' or '\u1E9E' => "ss",
            '\u00DE' or '\u00FE' => "th",
            '\u0132' or '\u0133' => "ij",
            _ => null,
        };
        if (pair is not null)
        {
            pair.CopyTo(destination);
            return 2;
        }

        char folded = c switch
        {
            >= '\u00C0' and <= '\u024F' => Latin[c - 0xC0],
            >= '\u1E00' and <= '\u1EFF' => LatinAdditional[c - 0x1E00],
            _ => '.',
        };
        destination[0] = folded == '.' ? char.ToLowerInvariant(c) : folded;
        return 1;
    }
}
