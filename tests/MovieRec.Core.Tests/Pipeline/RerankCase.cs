using MovieRec.Numerics;

namespace MovieRec.Tests.Pipeline;

/// <summary>A small random world for re-rankers: movies with one to three genres (some with none), vectors (some zero), likes.</summary>
internal sealed class RerankCase
{
    public const int Dimensions = 9;

    private static readonly string[] Genres = ["Action", "Comedy", "Drama", "Horror", "Romance", "Sci-Fi"];

    public RerankCase(int seed = 1, int items = 60, int users = 8)
    {
        Items = items;
        Users = users;
        ulong position = 0;
        ulong Next(int below) => SeededRandom.Hash((ulong)seed, position++) % (ulong)below;
        MovieMetadata?[] movies = new MovieMetadata?[items];
        for (int i = 0; i < items; i++)
        {
            // Item 4 has no genres and a zero vector; items 6 and 7 are alike in everything.
            int count = i == 4 ? 0 : 1 + (int)Next(3);
            movies[i] = new MovieMetadata
            {
                Genres = [.. Enumerable.Range(0, count).Select(_ => Genres[Next(Genres.Length)]).Distinct()],
                Year = 1950 + (int)Next(70),
                AddedAt = i % 5 == 0 ? 0 : 1_000_000 + (100 * i),
            };
        }

        Values = new float[items * Dimensions];
        SeededRandom.Normal((ulong)seed, 3, Values);
        if (items > 7)
        {
            Values.AsSpan(4 * Dimensions, Dimensions).Clear();
            Values.AsSpan(6 * Dimensions, Dimensions).CopyTo(Values.AsSpan(7 * Dimensions));
            movies[7] = movies[6];
        }

        Catalog = MovieCatalog.Create(movies);
        Vectors = new VectorTable(Dimensions, Values);
        List<int> likedUsers = [];
        List<int> likedItems = [];
        for (int u = 1; u < users; u++)
        {
            for (int i = 0; i < items; i++)
            {
                if (Next(items) < (ulong)(items - i) && Next(4) == 0)
                {
                    likedUsers.Add(u);
                    likedItems.Add(i);
                }
            }
        }

        InteractionLog log = InteractionLog.Create(
            users, items, [.. likedUsers], [.. likedItems], [.. likedItems.Select(static _ => 5f)], [.. likedItems.Select(static _ => 1L)]);
        Liked = InteractionMatrix.FromLog(log);
    }

    public int Items { get; }

    public int Users { get; }

    public float[] Values { get; }

    public MovieCatalog Catalog { get; }

    public VectorTable Vectors { get; }

    /// <summary>User 0 likes nothing.</summary>
    public InteractionMatrix Liked { get; }

    /// <summary>Candidates as a model returns them: best first, ties by lower index; every third score equals the one before.</summary>
    public ScoredItem[] Candidates(int count, int seed = 5)
    {
        int[] items = [.. Enumerable.Range(0, Items)];
        new Random(seed).Shuffle(items);
        float score = 9;
        List<ScoredItem> list = [];
        for (int i = 0; i < Math.Min(count, Items); i++)
        {
            score -= i % 3 == 2 ? 0 : 0.01f + (SeededRandom.Hash((ulong)seed, (ulong)i) % 100 * 0.002f);
            list.Add(new ScoredItem(items[i], score));
        }

        return [.. list.OrderByDescending(static c => c.Score).ThenBy(static c => c.ItemIndex)];
    }
}
