namespace MovieRec.ScreeningRoom;

/// <summary>
/// A film as weighted features: genres, keywords, directors, decade, language. Keywords weigh by rarity, so that
/// "anime" says more than "family".
/// </summary>
internal sealed class FilmFeatures
{
    private readonly Dictionary<string, double>[] _features;

    public FilmFeatures(IReadOnlyList<Film> films)
    {
        Dictionary<string, int> counts = [];
        foreach (string keyword in films.SelectMany(static f => f.Metadata.Keywords))
        {
            counts[keyword] = counts.GetValueOrDefault(keyword) + 1;
        }

        _features = [.. films.Select(f => Describe(f.Metadata, counts))];
        foreach (Dictionary<string, double> features in _features)
        {
            double norm = Math.Sqrt(features.Values.Sum(static w => w * w));
            foreach (string name in features.Keys.ToArray())
            {
                features[name] /= norm;
            }
        }
    }

    /// <summary>Cosine of two films, 0 … 1.</summary>
    public double Similarity(int first, int second)
    {
        double sum = 0;
        foreach ((string name, double weight) in _features[first])
        {
            sum += weight * _features[second].GetValueOrDefault(name);
        }

        return sum;
    }

    private static Dictionary<string, double> Describe(MovieMetadata film, Dictionary<string, int> counts)
    {
        // Insertion order fixes the order of the sums.
        Dictionary<string, double> features = [];
        foreach (string genre in film.Genres)
        {
            features[Taste.Genre(genre)] = genre is "Drama" or "Comedy" or "Thriller" ? 0.5 : 1;
        }

        foreach (string keyword in film.Keywords)
        {
            features[Taste.Keyword(keyword)] = Math.Min(1.6, 5 / Math.Sqrt(counts[keyword] + 2.0));
        }

        foreach (string director in film.Directors)
        {
            features[Taste.Director(director)] = 1.8 / Math.Sqrt(film.Directors.Count);
        }

        features[Taste.Decade(film.Year)] = 0.7;
        features[Taste.Language(film.Language)] = film.Language == "en" ? 0.2 : 1.2;
        return features;
    }
}
