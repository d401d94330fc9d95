using System.Globalization;

namespace MovieRec.Data.Tests;

/// <summary>Small data sets from a seed, and what it means for two of them to be the same.</summary>
internal static class TestDataSets
{
    private static readonly string[] Words = ["Drama", "", "Sci-Fi", "Amélie", "żółw", "夜", "a,b", "\"q\"", "line\nbreak", "🎬 film", " spaced "];

    public static MovieDataSet<long, long> Numbers(int seed, int users, int items, int rows, InteractionColumns columns = InteractionColumns.RatingAndTimestamp) =>
        Create(seed, users, items, rows, columns, static i => ((long)i * 3) + 1, static i => ((long)i * i) + 7);

    public static MovieDataSet<string, string> Texts(int seed, int users, int items, int rows) =>
        Create(seed, users, items, rows, InteractionColumns.RatingAndTimestamp, static i => $"ü{i}", static i => $"{Words[i % Words.Length]}#{i}");

    /// <summary>Random rows over the index spaces; users and items without rows occur.</summary>
    public static MovieDataSet<TUserId, TItemId> Create<TUserId, TItemId>(
        int seed, int users, int items, int rows, InteractionColumns columns, Func<int, TUserId> userId, Func<int, TItemId> itemId)
        where TUserId : notnull
        where TItemId : notnull
    {
        Random random = new(seed);
        IdMap<TUserId> userMap = IdMap<TUserId>.Create(Enumerable.Range(0, users).Select(userId));
        IdMap<TItemId> itemMap = IdMap<TItemId>.Create(Enumerable.Range(0, items).Select(itemId));
        HashSet<(int User, int Item)> pairs = [];
        for (int i = 0; i < rows && users > 0 && items > 0; i++)
        {
            pairs.Add((random.Next(users), random.Next(items)));
        }

        (int User, int Item)[] list = [.. pairs.Order()];
        random.Shuffle(list);
        bool hasRatings = columns.HasFlag(InteractionColumns.Rating) && list.Length > 0;
        bool hasTimes = columns.HasFlag(InteractionColumns.Timestamp) && list.Length > 0;
        InteractionLog log = InteractionLog.Create(
            users,
            items,
            [.. list.Select(static p => p.User)],
            [.. list.Select(static p => p.Item)],
            hasRatings ? [.. list.Select(_ => random.Next(1, 11) / 2f)] : default(ReadOnlySpan<float>),
            hasTimes ? [.. list.Select(_ => (long)random.Next(0, 50))] : default(ReadOnlySpan<long>));
        MovieMetadata?[] movies = [.. Enumerable.Range(0, items).Select(i => i % 5 == 4 ? null : Movie(random, i))];
        DataSetInfo info = new()
        {
            Name = $"test-{seed}",
            Source = "made by \"a test\" <ü>",
            Licence = seed % 2 == 0 ? "" : "none",
            Redistributable = seed % 3 == 0 ? null : seed % 3 == 1,
            CommercialUse = seed % 2 == 0 ? null : false,
            Attribution = "A\nB",
            Simulated = seed % 2 == 0,
        };
        return new MovieDataSet<TUserId, TItemId>(userMap, itemMap, log, MovieCatalog.Create(movies), info, seed % 2 == 0 ? null : [DataSetLicences.Tmdb.ToInfo(), DataSetLicences.Imdb.ToInfo()]);
    }

    public static void AssertEqual<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> expected, MovieDataSet<TUserId, TItemId> actual)
        where TUserId : notnull
        where TItemId : notnull
    {
        Assert.Equal(expected.Users.Fingerprint, actual.Users.Fingerprint);
        Assert.Equal(expected.Items.Fingerprint, actual.Items.Fingerprint);
        Assert.Equal(expected.Log.ComputeFingerprint(), actual.Log.ComputeFingerprint());
        Assert.Equal(expected.Info, actual.Info);
        Assert.Equal(expected.MetadataSources, actual.MetadataSources);
        for (int i = 0; i < expected.Items.Count; i++)
        {
            AssertEqual(expected.Catalog.GetMetadata(i), actual.Catalog.GetMetadata(i));
        }
    }

    private static void AssertEqual(MovieMetadata expected, MovieMetadata actual)
    {
        Assert.Equal(expected.Genres, actual.Genres);
        Assert.Equal(expected.Directors, actual.Directors);
        Assert.Equal(expected.Cast, actual.Cast);
        Assert.Equal(expected.Keywords, actual.Keywords);
        MovieMetadata lists = new();
        Assert.Equal(
            expected with { Genres = lists.Genres, Directors = lists.Genres, Cast = lists.Genres, Keywords = lists.Genres },
            actual with { Genres = lists.Genres, Directors = lists.Genres, Cast = lists.Genres, Keywords = lists.Genres });
    }

    private static MovieMetadata Movie(Random random, int number) => new()
    {
        Title = Words[random.Next(Words.Length)] + number.ToString(CultureInfo.InvariantCulture),
        Year = random.Next(3) == 0 ? 0 : 1900 + random.Next(120),
        Genres = Terms(random),
        Language = random.Next(2) == 0 ? "" : "en",
        Overview = Words[random.Next(Words.Length)],
        Directors = Terms(random),
        Cast = Terms(random),
        Keywords = Terms(random),
        ImdbId = random.Next(2) == 0 ? "" : "0012345",
        TmdbId = random.Next(2) == 0 ? 0 : random.NextInt64(),
        AddedAt = random.Next(2) == 0 ? 0 : random.NextInt64(2_000_000_000),
    };

    private static string[] Terms(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => Words[random.Next(Words.Length)]).Where(static w => w.Length > 0)];
}
