namespace MovieRec.Data;

/// <summary>Fills the gaps of one description of a movie from another, field by field.</summary>
public static class MovieMetadataMerge
{
    /// <summary>The first description, with the second's values where the first has none.</summary>
    /// <param name="first">What wins.</param>
    /// <param name="second">What fills the gaps.</param>
    public static MovieMetadata Fill(MovieMetadata first, MovieMetadata second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Fill(first, second, null);
    }

    internal static MovieMetadata Fill(MovieMetadata first, MovieMetadata second, SortedDictionary<string, int>? filled)
    {
        return new MovieMetadata
        {
            Title = Text("title", first.Title, second.Title),
            Year = (int)Number("year", first.Year, second.Year),
            Genres = List("genres", first.Genres, second.Genres),
            Language = Text("language", first.Language, second.Language),
            Overview = Text("overview", first.Overview, second.Overview),
            Directors = List("directors", first.Directors, second.Directors),
            Cast = List("cast", first.Cast, second.Cast),
            Keywords = List("keywords", first.Keywords, second.Keywords),
            ImdbId = Text("imdbId", first.ImdbId, second.ImdbId),
            TmdbId = Number("tmdbId", first.TmdbId, second.TmdbId),
            AddedAt = Number("addedAt", first.AddedAt, second.AddedAt),
        };

        string Text(string name, string a, string b) => a.Length > 0 ? a : Note(name, b, b.Length > 0);

        long Number(string name, long a, long b) => a != 0 ? a : Note(name, b, b != 0);

        IReadOnlyList<string> List(string name, IReadOnlyList<string> a, IReadOnlyList<string> b) => a.Count > 0 ? a : Note(name, b, b.Count > 0);

        T Note<T>(string name, T value, bool has)
        {
            if (has && filled is not null)
            {
                filled[name] = filled.GetValueOrDefault(name) + 1;
            }

            return value;
        }
    }
}
