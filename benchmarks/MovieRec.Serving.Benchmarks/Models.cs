using MovieRec.Numerics;

namespace MovieRec.Serving.Benchmarks;

/// <summary>MovieLens-shaped models of any size: power-law items, twenty genres, people with three favourite ones.</summary>
internal static class Models
{
    private const int Genres = 20;

    public static Recommender<int, int> Als(int users, int items, int perUser, int factors, ulong seed)
    {
        InteractionLogBuilder<int, int> builder = new(InteractionColumns.None);
        for (int u = 0; u < users; u++)
        {
            ulong key = SeededRandom.Hash(seed, (ulong)u);
            for (int i = 0; i < perUser; i++)
            {
                double draw = (SeededRandom.Hash(key, (ulong)i) >> 11) * (1.0 / (1UL << 53));
                int rank = (int)(items / Genres * Math.Pow(draw, 3));
                int genre = (int)((key >> (8 * (i % 3))) % Genres);
                builder.Add(u, (rank * Genres) + genre);
            }
        }

        (IdMap<int> userMap, IdMap<int> itemMap, InteractionLog log, _) = builder.Build(Enumerable.Range(0, items));
        MovieMetadata?[] movies = new MovieMetadata?[items];
        for (int i = 0; i < items; i++)
        {
            movies[i] = new MovieMetadata { Title = $"Film {i}", Year = 1950 + (i % 70), Genres = [$"Genre {i % Genres}"] };
        }

        MovieDataSet<int, int> data = new(userMap, itemMap, log, MovieCatalog.Create(movies));
        return Recommender<int, int>.Train(data, new AlsTrainer(new AlsOptions { Factors = factors, Iterations = 2 }));
    }
}
