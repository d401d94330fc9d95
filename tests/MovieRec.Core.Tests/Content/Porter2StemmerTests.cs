using Lucene.Net.Tartarus.Snowball.Ext;

namespace MovieRec.Tests.Content;

public sealed class Porter2StemmerTests
{
    /// <summary>From the algorithm's description: each rule, each exception.</summary>
    [Theory]
    [InlineData("consign", "consign")]
    [InlineData("consigned", "consign")]
    [InlineData("consistency", "consist")]
    [InlineData("knightly", "knight")]
    [InlineData("knackeries", "knackeri")]
    [InlineData("caresses", "caress")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("gas", "gas")]
    [InlineData("gaps", "gap")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("luxuriating", "luxuri")]
    [InlineData("agreed", "agre")]
    [InlineData("feed", "feed")]
    [InlineData("happy", "happi")]
    [InlineData("say", "say")]
    [InlineData("by", "by")]
    [InlineData("generously", "generous")]
    [InlineData("communism", "communism")]
    [InlineData("arsenal", "arsenal")]
    [InlineData("skis", "ski")]
    [InlineData("dying", "die")]
    [InlineData("gently", "gentl")]
    [InlineData("news", "news")]
    [InlineData("proceed", "proceed")]
    [InlineData("herring", "herring")]
    [InlineData("youth", "youth")]
    [InlineData("boy's", "boy")]
    [InlineData("'tis", "tis")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("rationalization", "ration")]
    [InlineData("mythology", "mytholog")]
    [InlineData("controlled", "control")]
    [InlineData("at", "at")]
    [InlineData("a", "a")]
    [InlineData("", "")]
    public void Stem_Word_AsDescribed(string word, string stem) => Assert.Equal(stem, Stem(word));

    [Fact]
    public void Stem_EveryWordOfTheBundledCatalogue_AsLucene() => AssertAsLucene(Corpus.BundledWords(), 4_000);

    [Fact]
    public void Stem_EveryWordOfRealMetadata_AsLucene() => AssertAsLucene(Corpus.RealWords(), 20_000);

    [Fact]
    public void Stem_EndingsOnEveryStart_AsLucene()
    {
        string[] starts = ["", "b", "be", "bet", "ran", "comm", "commun", "gener", "arsen", "yo", "ye", "oy", "stream", "hopp", "sens", "bl", "at", "iz", "log", "real", "exi", "eq", "wax", "bow"];
        string[] endings =
        [
            "s", "ss", "sses", "ies", "ied", "us", "eed", "eedly", "ed", "edly", "ing", "ingly", "y", "tional", "ational", "enci", "anci", "abli",
            "entli", "izer", "ization", "ation", "ator", "alism", "aliti", "alli", "fulness", "ousli", "ousness", "iveness", "iviti", "biliti", "bli",
            "ogi", "logi", "fulli", "lessli", "li", "eli", "alize", "icate", "iciti", "ical", "ful", "ness", "ative", "al", "ance", "ence", "er", "ic",
            "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "sion", "tion", "e", "l", "ll", "le", "'", "'s", "'s'",
        ];
        AssertAsLucene([.. starts.SelectMany(a => starts.SelectMany(b => endings.Select(e => a + b + e))).Where(static w => w.Length > 0).Distinct()], 20_000);
    }

    private static void AssertAsLucene(IReadOnlyCollection<string> words, int atLeast)
    {
        Assert.True(words.Count >= atLeast, $"only {words.Count} words");
        EnglishStemmer oracle = new();
        List<string> differences = [];
        foreach (string word in words)
        {
            oracle.SetCurrent(word);
            oracle.Stem();
            if (oracle.Current != Stem(word))
            {
                differences.Add($"{word}: {Stem(word)}, Lucene {oracle.Current}");
            }
        }

        Assert.Empty(differences);
    }

    private static string Stem(string word)
    {
        char[] letters = word.ToCharArray();
        return new string(letters, 0, Porter2Stemmer.Stem(letters));
    }
}
