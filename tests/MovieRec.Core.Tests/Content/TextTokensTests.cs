using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace MovieRec.Tests.Content;

public sealed class TextTokensTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  —  ", "")]
    [InlineData("Amélie Poulain", "amelie|poulain")]
    [InlineData("Léon: The Professional", "leon|the|professional")]
    [InlineData("2001: A Space Odyssey", "2001|a|space|odyssey")]
    [InlineData("Schindler's List", "schindler's|list")]
    [InlineData("Schindler’s List", "schindler's|list")]
    [InlineData("'tis the boys' own", "tis|the|boys|own")]
    [InlineData("Straße, Ærø, Œuvre, Łódź", "strasse|aero|oeuvre|lodz")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("WALL·E", "wall|e")]
    [InlineData("七人の侍", "七人の侍")]
    [InlineData("Солярис 1972", "солярис|1972")]
    [InlineData("one-armed", "one|armed")]
    public void MoveNext_Text_WordsInOrder(string text, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), Words(text));

    [Fact]
    public void MoveNext_WordLongerThanTheBuffer_IsCutAndTheNextFollows()
    {
        TextTokens tokens = new("abcdefghijklmnop next", new char[8]);
        Assert.True(tokens.MoveNext());
        Assert.Equal("abcdefg", tokens.Current.ToString());
        Assert.True(tokens.MoveNext());
        Assert.Equal("next", tokens.Current.ToString());
        Assert.False(tokens.MoveNext());
    }

    [Fact]
    public void MoveNext_BundledTexts_AsLucenesStandardTokenizer()
    {
        List<string> differences = [];
        foreach (string text in Corpus.BundledTexts().SelectMany(static t => t.Split('\n')))
        {
            // Where the two differ by intent: Lucene keeps decimal points, underscores and dots between letters, and makes a
            // Turkish İ an i with a combining dot.
            string plain = text.Replace('_', ' ').Replace('.', ' ').Replace(',', ' ').Replace('·', ' ').Replace(':', ' ').Replace('İ', 'I');
            string[] expected = Lucene(plain);
            string[] actual = [.. Words(plain)];
            if (!expected.SequenceEqual(actual))
            {
                differences.Add($"{string.Join('|', actual)} — Lucene {string.Join('|', expected)}");
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Fold_LatinLetters_AsLucenesFolding()
    {
        List<string> differences = [];
        Span<char> folded = stackalloc char[2];
        char[] expected = new char[8];
        foreach (int code in Enumerable.Range(0xC0, 0x180 - 0xC0).Concat(Enumerable.Range(0x1CD, 0x220 - 0x1CD)).Concat(Enumerable.Range(0x1E00, 0x100)))
        {
            char c = (char)code;
            if (!char.IsLetter(c))
            {
                continue;
            }

            int length = ASCIIFoldingFilter.FoldToASCII([c], 0, expected, 0, 1);
            string lucene = new string(expected, 0, length).ToLowerInvariant();
            string own = folded[..LetterFolding.Fold(c, folded)].ToString();
            if (own != lucene)
            {
                differences.Add($"U+{code:X4} {c}: '{own}', Lucene '{lucene}'");
            }
        }

        // Letters without a plain counterpart in either table, and ligatures that are no Latin words in film titles.
        Assert.True(differences.Count <= 45, string.Join("; ", differences));
        Assert.DoesNotContain(differences, static d => d.Contains("U+00", StringComparison.Ordinal));
    }

    [Fact]
    public void StopWords_LucenesEnglishOnes_AreAmongThem()
    {
        Assert.All(StopAnalyzer.ENGLISH_STOP_WORDS_SET, w => Assert.True(EnglishStopWords.Contains(w), w));
        Assert.False(EnglishStopWords.Contains("alien"));
        Assert.False(EnglishStopWords.Contains("first"));
    }

    private static List<string> Words(string text)
    {
        List<string> words = [];
        TextTokens tokens = new(text, new char[64]);
        while (tokens.MoveNext())
        {
            words.Add(tokens.Current.ToString());
        }

        return words;
    }

    private static string[] Lucene(string text)
    {
        // Lucene knows the typographic apostrophe as a letter's neighbour, too, but keeps it as it is.
        using TokenStream stream = new ASCIIFoldingFilter(new LowerCaseFilter(LuceneVersion.LUCENE_48, new StandardTokenizer(LuceneVersion.LUCENE_48, new StringReader(text))));
        ICharTermAttribute term = stream.AddAttribute<ICharTermAttribute>();
        stream.Reset();
        List<string> words = [];
        while (stream.IncrementToken())
        {
            words.Add(term.ToString());
        }

        stream.End();
        return [.. words];
    }
}
