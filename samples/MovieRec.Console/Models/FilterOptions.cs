using System.CommandLine;
using System.Globalization;

namespace MovieRec.Cli.Models;

/// <summary><c>--count --genre --years --language</c>, shared by the verbs that list items.</summary>
internal sealed class FilterOptions
{
    public Option<int> Count { get; } = new("--count")
    {
        Description = "How many items. Default 10.",
        DefaultValueFactory = static _ => 10,
    };

    public Option<string[]> Genre { get; } = new("--genre")
    {
        Description = "Only items of one of these genres (comma-separated or repeated).",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> Years { get; } = new("--years") { Description = "Only these years: 1999, 1990-1999, 1990- or -1999." };

    public Option<string[]> Language { get; } = new("--language")
    {
        Description = "Only these original languages, ISO 639-1 (comma-separated or repeated).",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Count);
        command.Options.Add(Genre);
        command.Options.Add(Years);
        command.Options.Add(Language);
    }

    public RecommendOptions Read(ParseResult parsed, MovieCatalog catalog)
    {
        int count = parsed.GetValue(Count);
        if (count is < 1 or > 10_000)
        {
            throw new UsageException($"--count {count}: expected 1 … 10000.");
        }

        string[] genres = Split(parsed.GetValue(Genre));
        string[] languages = Split(parsed.GetValue(Language));
        CheckKnown("--genre", genres, catalog.GenreNames);
        CheckKnown("--language", languages, Languages(catalog));
        (int? from, int? to) = ParseYears(parsed.GetValue(Years));
        bool filtered = genres.Length > 0 || languages.Length > 0 || from is not null || to is not null;
        MovieFilter filter = new() { Genres = genres, Languages = languages, FromYear = from, ToYear = to };
        return new RecommendOptions { Count = count, Eligible = filtered ? catalog.Select(filter) : null };
    }

    private static string[] Split(string[]? values) =>
        [.. (values ?? []).SelectMany(static v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static string[] Languages(MovieCatalog catalog) =>
        [.. Enumerable.Range(0, catalog.Count).Select(catalog.GetLanguage).Where(static l => l.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    private static void CheckKnown(string option, string[] values, IReadOnlyList<string> known)
    {
        foreach (string value in values)
        {
            if (!known.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                throw new UsageException(
                    $"{option} {value}: not in the catalogue, which has {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
            }
        }
    }

    private static (int? From, int? To) ParseYears(string? text)
    {
        if (text is null)
        {
            return (null, null);
        }

        int dash = text.IndexOf('-', StringComparison.Ordinal);
        int? from = Year(dash < 0 ? text : text[..dash], text);
        int? to = dash < 0 ? from : Year(text[(dash + 1)..], text);
        return (from is null && to is null) || from > to
            ? throw new UsageException($"--years {text}: expected 1999, 1990-1999, 1990- or -1999.")
            : (from, to);
    }

    private static int? Year(string part, string text) =>
        part.Length == 0 ? null
        : int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 1800 and <= 2200 ? year
        : throw new UsageException($"--years {text}: '{part}' is not a year; expected 1999, 1990-1999, 1990- or -1999.");
}
