using System.Globalization;

namespace MovieRec.ScreeningRoom;

/// <summary>
/// One taste: how much it is drawn to genres, keywords, directors, decades and languages. A film's raw score is the sum
/// of the weights of its features; scores are then brought to mean 0 and variance 1 over the catalogue.
/// </summary>
/// <param name="Name">Name for the documentation.</param>
/// <param name="Share">How common it is; relative.</param>
/// <param name="Weights">Weight by feature name.</param>
internal sealed record Taste(string Name, double Share, IReadOnlyDictionary<string, double> Weights)
{
    public static string Genre(string name) => $"genre:{name}";

    public static string Keyword(string name) => $"keyword:{name}";

    public static string Director(string name) => $"director:{name}";

    public static string Decade(int year) => string.Create(CultureInfo.InvariantCulture, $"decade:{year / 10 * 10}");

    public static string Language(string code) => $"language:{code}";

    /// <summary>The scores of all films, standardised and cut at 3.</summary>
    public double[] Score(IReadOnlyList<Film> films)
    {
        double[] scores = [.. films.Select(f => FeatureNames(f.Metadata).Sum(name => Weights.GetValueOrDefault(name)))];
        double mean = scores.Sum() / scores.Length;
        double deviation = Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / scores.Length);
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Min((scores[i] - mean) / deviation, 3);
        }

        return scores;
    }

    private static IEnumerable<string> FeatureNames(MovieMetadata film) =>
    [
        .. film.Genres.Select(Genre),
        .. film.Keywords.Select(Keyword),
        .. film.Directors.Select(Director),
        Decade(film.Year),
        Language(film.Language),
    ];
}
