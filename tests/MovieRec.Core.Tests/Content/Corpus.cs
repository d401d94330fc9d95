using System.Text;

namespace MovieRec.Tests.Content;

/// <summary>Texts to compare text analysis on: the bundled films, and real metadata where it is available.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> BundledTexts()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "MovieRec.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        Assert.NotNull(folder);
        string source = Path.Combine(folder, "samples", "datasets", "screening-room", "source");
        return [.. Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
    }

    public static IReadOnlyList<string> RealTexts() =>
    [
        .. File.ReadLines(Path.Combine(ReferenceData.Folder(), "metadata", "tmdb_join.csv")),
        .. File.ReadLines(Path.Combine(ReferenceData.Folder(), "ml-latest-small", "movies.csv")),
    ];

    public static IReadOnlyCollection<string> BundledWords() => Words(BundledTexts());

    public static IReadOnlyCollection<string> RealWords() => Words(RealTexts());

    /// <summary>Distinct words of a–z and apostrophes, in lower case.</summary>
    private static HashSet<string> Words(IReadOnlyList<string> texts)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        StringBuilder word = new();
        foreach (string text in texts)
        {
            foreach (char c in text.Append(' '))
            {
                if (char.IsAsciiLetter(c) || (c == '\'' && word.Length > 0))
                {
                    word.Append(char.ToLowerInvariant(c));
                }
                else if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }
            }
        }

        return words;
    }
}
