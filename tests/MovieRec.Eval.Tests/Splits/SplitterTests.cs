namespace MovieRec.Eval.Tests.Splits;

public sealed class SplitterTests
{
    private static readonly InteractionLog History = Logs.Of(
    [
        (0, 0, 5, 10), (0, 1, 2, 20), (0, 2, 4, 30), (0, 3, 5, 40), (0, 4, 1, 50), // four rows to the last liked one, one after it
        (1, 5, 5, 10), (1, 6, 1, 20), // one liked row: cannot be held out and trained on
        (2, 7, 5, 35), (2, 8, 4, 35), // a tie in time: the lower item comes first
    ]);

    [Fact]
    public void LeaveLastOut_One_HoldsTheLastLikedRowAndAllAfterItOut()
    {
        Split split = new LeaveLastOutSplitter().Apply(History);

        Assert.Equal([(0, 3), (0, 4), (2, 8)], Pairs(split.Test));
        Assert.Equal([0, 2], split.Users.ToArray());
        Assert.Equal(2, split.Summary.Relevant);
        Assert.Equal([new SplitParameter("count", "1")], split.Parameters);
    }

    [Fact]
    public void LeaveLastOut_Two_KeepsUsersWithTwoLikedRowsWhole()
    {
        Split split = new LeaveLastOutSplitter { Count = 2 }.Apply(History);

        Assert.Equal([(0, 2), (0, 3), (0, 4)], Pairs(split.Test));
        Assert.Equal(History.Count - 3, split.Train.Count);
    }

    [Fact]
    public void LeaveLastOut_EveryRowLiked_CountsRows()
    {
        Split split = new LeaveLastOutSplitter().Apply(History, new InteractionOptions { PositiveThreshold = 0 });

        Assert.Equal([(0, 4), (1, 6), (2, 8)], Pairs(split.Test));
    }

    [Fact]
    public void LastShare_Half_RoundsDownButAtLeastOne()
    {
        Split split = new LastShareSplitter { Share = 0.5 }.Apply(History);

        Assert.Equal([(0, 3), (0, 4), (2, 8)], Pairs(split.Test));
    }

    [Fact]
    public void GlobalTemporal_Quantile_CutsAtTheLikedRowAtThatPosition()
    {
        // Six liked rows at 10, 10, 30, 35, 35, 40: position ⌊0.5·6⌋ = 3 is 35.
        Split split = new GlobalTemporalSplitter { Quantile = 0.5 }.Apply(History);

        Assert.Equal(35, split.Cut);
        Assert.Equal([(0, 3), (0, 4), (2, 7), (2, 8)], Pairs(split.Test));
        Assert.Equal((1, 2), (split.Summary.ColdUsers, split.Summary.RelevantOfColdUsers));
        Assert.Equal((3, 3), (split.Summary.ColdItems, split.Summary.RelevantOnColdItems));
    }

    [Fact]
    public void GlobalTemporal_CutGiven_TakesIt()
    {
        Split split = new GlobalTemporalSplitter { Cut = 50 }.Apply(History);

        Assert.Equal([(0, 4)], Pairs(split.Test));
        Assert.Equal((1, 0), (split.Summary.Users, split.Summary.UsersWithRelevant));
    }

    [Fact]
    public void Random_SameSeed_SameRowsAndOtherSeedOthers()
    {
        InteractionLog log = Logs.Dense(3);

        Split first = new RandomSplitter { Seed = 7 }.Apply(log);

        Assert.Equal(Pairs(first.Test), Pairs(new RandomSplitter { Seed = 7 }.Apply(log).Test));
        Assert.NotEqual(Pairs(first.Test), Pairs(new RandomSplitter { Seed = 8 }.Apply(log).Test));
        Assert.All(Logs.Rows(log).GroupBy(static r => r.User), user => Assert.Equal(
            (int)Math.Round(0.2 * user.Count(), MidpointRounding.AwayFromZero), Logs.Rows(first.Test).Count(r => r.User == user.Key)));
    }

    [Fact]
    public void Strong_TestAndValidation_ShareTrainingUsersAndNothingElse()
    {
        InteractionLog log = Logs.Dense(3, users: 40);
        StrongGeneralizationSplitter splitter = new() { MinimumPositives = 4, Seed = 5 };

        Split test = splitter.Apply(log);
        Split validation = (splitter with { Part = StrongPart.Validation }).Apply(log);

        Assert.Equal(Pairs(test.Train), Pairs(validation.Train));
        Assert.Empty(test.Users.ToArray().Intersect(validation.Users.ToArray()));
        Assert.Empty(test.Users.ToArray().Intersect(test.Train.Users.ToArray()));
        Assert.NotEqual(test.Users.ToArray(), (splitter with { Seed = 6 }).Apply(log).Users.ToArray());
        Assert.All(Logs.Rows(test.Train).Concat(Logs.Rows(test.Test)).Concat(Logs.Rows(test.FoldIn!)), static r => Assert.True(r.Rating >= 4));
        foreach (int user in test.Users)
        {
            int hidden = Logs.Rows(test.Test).Count(r => r.User == user);
            int liked = Logs.Rows(log).Count(r => r.User == user && r.Rating >= 4);
            Assert.Equal(Math.Max(1, (int)(0.2 * liked)), hidden);
            Assert.Equal(liked - hidden, Logs.Rows(test.FoldIn!).Count(r => r.User == user));
            Assert.True(liked >= 4);
        }
    }

    [Fact]
    public void Apply_DataThatCannotBeSplit_SaysWhy()
    {
        InteractionLog timeless = InteractionLog.Create(2, 2, [0, 0, 1], [0, 1, 0]);

        Assert.Contains("timestamps", Assert.Throws<ArgumentException>(() => new GlobalTemporalSplitter().Apply(timeless)).Message, StringComparison.Ordinal);
        Assert.Contains("timestamps", Assert.Throws<ArgumentException>(() => new LeaveLastOutSplitter().Apply(timeless)).Message, StringComparison.Ordinal);
        Assert.Contains("liked rows", Assert.Throws<ArgumentException>(() => new StrongGeneralizationSplitter().Apply(timeless)).Message, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => new GlobalTemporalSplitter { Cut = 1 }.Apply(History)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "none at or above",
            Assert.Throws<ArgumentException>(() => new GlobalTemporalSplitter().Apply(Logs.Of([(0, 0, 1, 5)]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeaveLastOutSplitter { Count = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LastShareSplitter { Share = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSplitter { Share = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GlobalTemporalSplitter { Quantile = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StrongGeneralizationSplitter { MinimumPositives = 1 });
    }

    private static (int User, int Item)[] Pairs(InteractionLog log) => [.. Logs.Rows(log).Select(static r => (r.User, r.Item))];
}
