using MovieRec;

namespace OutsideIn;

/// <summary>A little data set: two genres, two crowds, and everybody has missed some of their own films.</summary>
internal static class Films
{
    public const int Count = 24;

    public static MovieDataSet<string, int> Create()
    {
        InteractionLogBuilder<string, int> builder = new();
        for (int viewer = 0; viewer < 16; viewer++)
        {
            for (int film = 0; film < Count; film++)
            {
                bool own = film % 2 == viewer % 2;
                if (own ? (film + viewer) % 5 != 0 : (film * 3 + viewer) % 9 == 0)
                {
                    builder.Add($"viewer {viewer:D2}", 1000 + film, own ? 5 : 2, 1_700_000_000 + film);
                }
            }
        }

        InteractionLogResult<string, int> result = builder.Build(Enumerable.Range(1000, Count));
        Dictionary<int, MovieMetadata> movies = Enumerable.Range(0, Count).ToDictionary(
            film => 1000 + film,
            film => new MovieMetadata { Title = $"Film {film}", Year = 1980 + film, Genres = [film % 2 == 0 ? "Drama" : "Horror"] });
        return new MovieDataSet<string, int>(result.Users, result.Items, result.Log, MovieCatalog.Create(result.Items, movies));
    }
}
