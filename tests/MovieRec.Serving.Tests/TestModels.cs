namespace MovieRec.Serving.Tests;

/// <summary>Small models over two tastes: people 0 … 39 like items 0 … 19, the others items 20 … 39; everybody likes a few of their own.</summary>
internal static class TestModels
{
    public const int Users = 80;
    public const int Items = 40;

    /// <summary>Rows by user id "u00" … and item id; seed changes which of their taste's items people like.</summary>
    public static MovieDataSet<string, int> Data(int seed = 0, Func<string, bool>? without = null, IEnumerable<(string User, int Item, float Rating, long Time)>? more = null)
    {
        InteractionLogBuilder<string, int> builder = new();
        for (int u = 0; u < Users; u++)
        {
            string user = $"u{u:D2}";
            for (int i = 0; i < Items; i++)
            {
                bool own = i / 20 == u / 40;
                uint draw = (uint)((((u * 131) + (i * 17) + (seed * 7919)) * 2654435761L) >> 7) % 100;
                if (draw < (own ? 45 - i % 20 : 3) && without?.Invoke(user) != true)
                {
                    builder.Add(user, i, draw % 5 == 0 ? 2 : 5, 1_600_000_000 + (u * 1000) + i);
                }
            }
        }

        foreach ((string user, int item, float rating, long time) in more ?? [])
        {
            builder.Add(user, item, rating, time);
        }

        (IdMap<string> users, IdMap<int> items, InteractionLog log, _) = builder.Build(Enumerable.Range(0, Items));
        MovieMetadata?[] movies = new MovieMetadata?[items.Count];
        for (int i = 0; i < movies.Length; i++)
        {
            movies[i] = new MovieMetadata { Title = $"Film {i}", Year = 1980 + i, Genres = [i < 20 ? "Drama" : "Comedy"], AddedAt = i % 20 >= 16 ? 1_790_000_000 : 1_500_000_000 };
        }

        return new MovieDataSet<string, int>(users, items, log, MovieCatalog.Create(movies), new DataSetInfo { Name = "test", Simulated = true });
    }

    public static AlsOptions Options(int factors = 8, int seed = 1) => new() { Factors = factors, Iterations = 4, Seed = seed };

    public static Recommender<string, int> Als(int dataSeed = 0, int factors = 8, int seed = 1) =>
        Recommender<string, int>.Train(Data(dataSeed), new AlsTrainer(Options(factors, seed)));
}
