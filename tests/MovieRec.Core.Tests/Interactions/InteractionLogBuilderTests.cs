using FsCheck.Xunit;

namespace MovieRec.Tests.Interactions;

public sealed class InteractionLogBuilderTests
{
    [Fact]
    public void Build_RowsInAnyOrder_SortedByUserTimeItem()
    {
        InteractionLogBuilder<string, int> builder = new();
        builder.Add("b", 7, 1, 30);
        builder.Add("a", 9, 2, 20);
        builder.Add("a", 5, 3, 20);
        builder.Add("a", 7, 4, 10);

        InteractionLogResult<string, int> result = builder.Build();

        Assert.Equal(["a", "b"], result.Users.Ids.ToArray());
        Assert.Equal([5, 7, 9], result.Items.Ids);
        Assert.Equal([0, 0, 0, 1], result.Log.Users);
        Assert.Equal([1, 0, 2, 1], result.Log.Items);
        Assert.Equal([4, 3, 2, 1], result.Log.Ratings.ToArray());
        Assert.Equal([10L, 20, 20, 30], result.Log.Timestamps);
        Assert.Equal(0, result.Duplicates);
    }

    [Fact]
    public void Build_SamePairAgain_LatestTimestampWinsThenTheLaterRow()
    {
        InteractionLogBuilder<int, int> builder = new();
        builder.Add(1, 1, 5, 200);
        builder.Add(1, 1, 4, 100); // older, although it comes later
        builder.Add(1, 2, 1, 100);
        builder.Add(1, 2, 2, 100); // as old: the row added later wins
        builder.Add(1, 3, 3, 50);
        builder.Add(1, 3, 1, 0); // unknown time loses against a known one

        InteractionLogResult<int, int> result = builder.Build();

        Assert.Equal(3, result.Log.Count);
        Assert.Equal(3, result.Duplicates);
        Assert.Equal(0, result.ExactDuplicates);
        Assert.Equal([3f, 2, 5], result.Log.Ratings.ToArray());
        Assert.Equal([50L, 100, 200], result.Log.Timestamps);
    }

    [Fact]
    public void Build_ExactRepetitions_CountedBesideTheOthers()
    {
        InteractionLogBuilder<int, int> builder = new();
        for (int i = 0; i < 3; i++)
        {
            builder.Add(1, 1, 4, 100);
        }

        builder.Add(1, 1, 2, 100);
        builder.Add(2, 1, 4, 100);

        InteractionLogResult<int, int> result = builder.Build();

        Assert.Equal(3, result.Duplicates);
        Assert.Equal(2, result.ExactDuplicates);
        Assert.Equal(2f, result.Log.Ratings[0]);
    }

    [Fact]
    public void Build_WithoutTimestamps_LaterRowWinsAndColumnsStayEmpty()
    {
        InteractionLogBuilder<int, int> builder = new(InteractionColumns.Rating);
        builder.Add(1, 1, 5, 999);
        builder.Add(1, 1, 3, 1);

        InteractionLogResult<int, int> result = builder.Build();

        Assert.Equal([3f], result.Log.Ratings.ToArray());
        Assert.False(result.Log.HasTimestamps);
        Assert.True(result.Log.HasRatings);
        InteractionLogBuilder<int, int> pairs = new(InteractionColumns.None);
        pairs.Add(1, 1, 5, 999);
        Assert.False(pairs.Build().Log.HasRatings);
    }

    [Fact]
    public void Build_CatalogueIds_EnterTheMapWithoutRows()
    {
        InteractionLogBuilder<int, int> builder = new();
        builder.Add(1, 20);

        InteractionLogResult<int, int> result = builder.Build([30, 10, 20]);

        Assert.Equal([10, 20, 30], result.Items.Ids);
        Assert.Equal(3, result.Log.ItemCount);
        Assert.Equal([1], result.Log.Items);
    }

    [Fact]
    public void Build_EmptiesTheBuilder_WhichStartsAgain()
    {
        InteractionLogBuilder<string, string> builder = new();
        builder.Add("u", "i");
        Assert.Equal(1, builder.Count);
        Assert.Equal(1, builder.Build().Log.Count);

        Assert.Equal(0, builder.Count);
        builder.Add("v", "j");
        InteractionLogResult<string, string> second = builder.Build();

        Assert.Equal(["v"], second.Users.Ids.ToArray());
        Assert.Equal(["j"], second.Items.Ids.ToArray());
    }

    [Fact]
    public void Build_MoreThanOneBlock_KeepsEveryRow()
    {
        const int Users = 700;
        const int Items = 500;
        InteractionLogBuilder<int, int> builder = new(InteractionColumns.Rating);
        for (int item = Items - 1; item >= 0; item--)
        {
            for (int user = 0; user < Users; user++)
            {
                builder.Add(user, item, (user * 31 + item) % 5);
            }
        }

        Assert.Equal(Users * Items, builder.Count); // 350,000 rows, blocks of 262,144
        InteractionLog log = builder.Build().Log;

        Assert.Equal(Users * Items, log.Count);
        for (int row = 0; row < log.Count; row += 977)
        {
            Assert.Equal(row / Items, log.Users[row]);
            Assert.Equal(row % Items, log.Items[row]);
            Assert.Equal((log.Users[row] * 31 + log.Items[row]) % 5, log.Ratings[row]);
        }
    }

    [Fact]
    public void Add_BadValues_AreNamed()
    {
        InteractionLogBuilder<string, int> builder = new();

        Assert.Throws<ArgumentOutOfRangeException>("rating", () => builder.Add("u", 1, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("rating", () => builder.Add("u", 1, float.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("timestamp", () => builder.Add("u", 1, 1, -1));
        Assert.ThrowsAny<ArgumentNullException>(() => builder.Add(null!, 1));
        Assert.Equal(0, builder.Count);
        Assert.Equal(0, builder.Build().Log.Count);
    }

    [Property(MaxTest = 100)]
    public bool Build_RowsShuffled_SameLogWhenTimesDiffer((byte User, byte Item, byte Rating)[] rows, int seed)
    {
        // Distinct times decide every duplicate, so that the order of the rows cannot matter.
        (int User, int Item, float Rating, long Time)[] timed =
            [.. rows.Select((r, i) => (r.User % 7, r.Item % 11, (float)r.Rating, 1000L + i))];
        InteractionLog straight = Build(timed);
        new Random(seed).Shuffle(timed);
        InteractionLog shuffled = Build(timed);
        return straight.ComputeFingerprint() == shuffled.ComputeFingerprint();

        static InteractionLog Build((int User, int Item, float Rating, long Time)[] rows)
        {
            InteractionLogBuilder<int, int> builder = new();
            foreach ((int user, int item, float rating, long time) in rows)
            {
                builder.Add(user, item, rating, time);
            }

            return builder.Build(Enumerable.Range(0, 11)).Log;
        }
    }

    [Property(MaxTest = 100)]
    public bool Build_AnyRows_OneRowForEachPairAndNothingLost((byte User, byte Item, byte Time)[] rows)
    {
        InteractionLogBuilder<int, int> builder = new(InteractionColumns.Timestamp);
        foreach ((byte user, byte item, byte time) in rows)
        {
            builder.Add(user % 9, item % 9, 1, time);
        }

        InteractionLogResult<int, int> result = builder.Build();
        HashSet<(int, int)> pairs = [];
        for (int i = 0; i < result.Log.Count; i++)
        {
            pairs.Add((result.Users[result.Log.Users[i]], result.Items[result.Log.Items[i]]));
        }

        return pairs.Count == result.Log.Count
            && result.Log.Count + result.Duplicates == rows.Length
            && result.ExactDuplicates <= result.Duplicates
            && rows.All(r => pairs.Contains((r.User % 9, r.Item % 9)));
    }
}
