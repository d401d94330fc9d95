using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MovieRec.Benchmarks.Titles;

/// <summary>How long a title search takes over a catalogue of the size of the largest MovieLens, by kind of query.</summary>
internal static class TitleSearchCost
{
    private const int Titles = 87_585;
    private const int Words = 45_000;
    private const int Queries = 4_000;

    public static int Start(string[] args)
    {
        Random random = new(1);
        string[] vocabulary = [.. Enumerable.Range(0, Words).Select(_ => Word(random))];
        MovieMetadata[] movies = [.. Enumerable.Range(0, Titles).Select(_ => Movie(random, vocabulary))];
        MovieCatalog catalog = MovieCatalog.Create(movies);
        Stopwatch watch = Stopwatch.StartNew();
        TitleIndex index = TitleIndex.Create(catalog);
        double build = watch.Elapsed.TotalSeconds;

        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Title search over {Titles:N0} titles").AppendLine();
        text.AppendLine("`dotnet run -c Release --project benchmarks/MovieRec.Benchmarks -- titles [FILE]`").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Machine.Describe()}. Made-up titles of 1 to 6 words out of {Words:N0}, frequencies by Zipf; top 10, {Queries:N0} queries of each kind, one thread. Building the index: {build:F2} s.").AppendLine();
        text.AppendLine("| queries | median, ms | p99, ms | longest, ms | bytes allocated a query |");
        text.AppendLine("|---|---|---|---|---|");
        (string Name, Func<string, string> Make)[] kinds =
        [
            ("the title as it is", static t => t),
            ("its first three letters", static t => t[..Math.Min(3, t.Length)]),
            ("one letter", static t => t[..1]),
            ("words in reverse", static t => string.Join(' ', t.Split(' ').Reverse())),
            ("a typing error in every word", t => string.Join(' ', t.Split(' ').Select(w => Misspell(random, w)))),
            ("a word that does not exist", _ => Word(random) + "qzx" + Word(random)),
        ];
        foreach ((string name, Func<string, string> make) in kinds)
        {
            Measure(text, name, index, [.. Enumerable.Range(0, Queries).Select(_ => make(movies[random.Next(Titles)].Title))]);
        }

        Console.Write(text);
        if (args.Length > 0)
        {
            File.WriteAllText(args[0], text.ToString());
        }

        return 0;
    }

    private static void Measure(StringBuilder text, string name, TitleIndex index, string[] queries)
    {
        TitleHit[] hits = new TitleHit[10];
        foreach (string query in queries.Take(200))
        {
            index.Search(query, hits);
        }

        double[] milliseconds = new double[queries.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < queries.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            index.Search(queries[i], hits);
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(milliseconds);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {name} | {milliseconds[queries.Length / 2]:F3} | {milliseconds[queries.Length * 99 / 100]:F3} | {milliseconds[^1]:F3} | {(double)bytes / queries.Length:F0} |");
    }

    private static MovieMetadata Movie(Random random, string[] vocabulary)
    {
        int count = 1 + random.Next(6);
        IEnumerable<string> words = Enumerable.Range(0, count).Select(_ => random.Next(6) == 0
            ? ((string[])["the", "of", "and", "a", "in"])[random.Next(5)]
            : vocabulary[(int)(vocabulary.Length * Math.Pow(random.NextDouble(), 3))]);
        return new MovieMetadata { Title = string.Join(' ', words), Year = 1930 + random.Next(95) };
    }

    private static string Word(Random random)
    {
        const string Consonants = "bcdfghklmnprstvw";
        const string Vowels = "aeiou";
        StringBuilder word = new();
        int syllables = 1 + random.Next(4);
        for (int i = 0; i < syllables; i++)
        {
            word.Append(Consonants[random.Next(Consonants.Length)]).Append(Vowels[random.Next(Vowels.Length)]);
            if (random.Next(3) == 0)
            {
                word.Append(Consonants[random.Next(Consonants.Length)]);
            }
        }

        return word.ToString();
    }

    private static string Misspell(Random random, string word)
    {
        if (word.Length < 3)
        {
            return word;
        }

        int at = random.Next(word.Length - 1);
        return random.Next(3) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, "e"),
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
    }
}
