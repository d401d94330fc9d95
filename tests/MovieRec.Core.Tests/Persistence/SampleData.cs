namespace MovieRec.Tests.Persistence;

/// <summary>
/// A small data set with two tastes: even users like even movies. Every size and every value is fixed, so that what a
/// test finds is the same on every machine. Its last movies have no interaction and its last user no liked one.
/// </summary>
internal static class SampleData
{
    public const int UserCount = 24;
    public const int MovieCount = 40;

    /// <summary>The one user who likes nothing but has seen two movies (with ratings; without them every row is liked).</summary>
    public const int UserWithoutLikes = UserCount - 1;

    public static MovieDataSet<TUserId, TItemId> Create<TUserId, TItemId>(SampleShape shape = SampleShape.All)
        where TUserId : notnull
        where TItemId : notnull
    {
        InteractionColumns columns = (shape.HasFlag(SampleShape.Ratings) ? InteractionColumns.Rating : 0)
            | (shape.HasFlag(SampleShape.Timestamps) ? InteractionColumns.Timestamp : 0);
        InteractionLogBuilder<TUserId, TItemId> builder = new(columns);
        for (int user = 0; user < UserCount; user++)
        {
            foreach ((int movie, float rating) in Rows(user))
            {
                builder.Add(Id<TUserId>(user), Id<TItemId>(movie), rating, 1_500_000_000 + (user * 1000) + (movie * 7 % 31));
            }
        }

        InteractionLogResult<TUserId, TItemId> result = builder.Build(Enumerable.Range(0, MovieCount).Select(Id<TItemId>));
        MovieCatalog? catalog = shape.HasFlag(SampleShape.Catalogue)
            ? MovieCatalog.Create(result.Items, Enumerable.Range(0, MovieCount - 1).ToDictionary(Id<TItemId>, Metadata))
            : null;
        return new MovieDataSet<TUserId, TItemId>(result.Users, result.Items, result.Log, catalog, Info);
    }

    public static Recommender<TUserId, TItemId> Als<TUserId, TItemId>(
        SampleShape shape = SampleShape.All, InteractionOptions? options = null, AlsOptions? als = null)
        where TUserId : notnull
        where TItemId : notnull =>
        Recommender<TUserId, TItemId>.Train(Create<TUserId, TItemId>(shape), new AlsTrainer(als ?? AlsOptions), options);

    public static AlsOptions AlsOptions { get; } = new() { Factors = 6, Iterations = 4, MaxDegreeOfParallelism = 1 };

    public static DataSetInfo Info { get; } = new()
    {
        Name = "sample",
        Source = "made for tests – köstlich",
        Licence = "MIT",
        Attribution = "nobody",
        Redistributable = true,
        CommercialUse = null,
        Simulated = true,
    };

    /// <summary>The id of a number, in an order that ascends with the number for every kind.</summary>
    public static TId Id<TId>(int number)
        where TId : notnull
    {
        object id = typeof(TId) == typeof(int) ? number + 1
            : typeof(TId) == typeof(long) ? 5_000_000_000L + number
            : typeof(TId) == typeof(Guid) ? new Guid(number, 7, 9, 1, 2, 3, 4, 5, 6, 7, 8)
            : $"ïd-{number:D3}";
        return (TId)id;
    }

    public static MovieMetadata Metadata(int movie) => new()
    {
        Title = movie % 3 == 0 ? $"Amélie № {movie} 東京 🎬" : $"Movie {movie}",
        Year = movie == 5 ? 0 : 1980 + movie,
        Genres = movie % 2 == 0 ? ["Drama", "Romance"] : ["Comedy"],
        Language = movie % 4 == 0 ? "fr" : "en",
        Overview = movie == 1 ? "" : $"Plot of {movie}: ça commence.",
        Directors = [$"Director {movie % 5}"],
        Cast = [$"Actor {movie % 7}", $"Actor {movie % 11}"],
        Keywords = movie == 2 ? [] : ["kéyword"],
        ImdbId = $"{movie:D7}",
        TmdbId = 1L << (movie % 40),
        AddedAt = 1_400_000_000 + movie,
    };

    /// <summary>The movies of a user with their ratings; the last two movies are nobody's.</summary>
    public static IEnumerable<(int Movie, float Rating)> Rows(int user)
    {
        if (user == UserWithoutLikes)
        {
            return [(0, 1f), (1, 2.5f)];
        }

        return Enumerable.Range(0, MovieCount - 2)
            .Where(movie => (user * 7 + movie * 5) % 4 != 0)
            .Where(movie => movie % 2 == user % 2 || (user + movie) % 6 == 1)
            .Select(movie => (movie, movie % 2 == user % 2 ? 4f + (movie % 3 * 0.5f) : 2f));
    }
}
