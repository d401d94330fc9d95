namespace MovieRec.Eval.Tests.Splits;

public sealed class WindowAndItemSplitterTests
{
    // Ten likes at 10, 20, …, 100 and two dislikes between.
    private static readonly InteractionLog Decade = Logs.Of(
    [
        (0, 0, 5, 10), (1, 1, 5, 20), (2, 2, 5, 30), (0, 3, 5, 40), (1, 4, 5, 50), (2, 5, 5, 60), (0, 6, 5, 70), (1, 7, 5, 80), (2, 8, 5, 90), (0, 9, 5, 100),
        (3, 0, 1, 75), (3, 1, 1, 95),
    ]);

    [Fact]
    public void Sliding_EveryWindow_TrainsBeforeItsCutAndTestsUpToTheNext()
    {
        IReadOnlyList<Split> windows = new SlidingWindowSplitter { Windows = 2, Share = 0.2 }.ApplyAll(Decade);

        Assert.Equal([70, 90], windows.Select(static w => w.Cut));
        Assert.Equal([90, null], windows.Select(static w => w.CutEnd));
        Assert.Equal([70, 75, 80], Times(windows[0].Test));
        Assert.Equal([10, 20, 30, 40, 50, 60], Times(windows[0].Train));
        Assert.Equal([90, 95, 100], Times(windows[1].Test));
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 75, 80], Times(windows[1].Train));
    }

    [Fact]
    public void Sliding_OneWindow_IsTheGlobalCut()
    {
        InteractionLog log = Logs.Dense(3);

        Split sliding = new SlidingWindowSplitter { Windows = 1, Share = 0.2 }.Apply(log);
        Split global = new GlobalTemporalSplitter().Apply(log);

        Assert.Equal(global.Cut, sliding.Cut);
        Assert.Equal(global.Train.ComputeFingerprint(), sliding.Train.ComputeFingerprint());
        Assert.Equal(global.Test.ComputeFingerprint(), sliding.Test.ComputeFingerprint());
    }

    [Fact]
    public void Sliding_History_ForgetsWhatIsOlder()
    {
        Split split = new SlidingWindowSplitter { Windows = 2, Share = 0.2, Window = 1, History = TimeSpan.FromSeconds(30) }.Apply(Decade);

        Assert.Equal([40, 50, 60], Times(split.Train));
        Assert.Contains(new SplitParameter("from", "40"), split.Parameters);
    }

    [Fact]
    public void Sliding_AllWindowsTogether_TestEveryLateRowOnce()
    {
        IReadOnlyList<Split> windows = new SlidingWindowSplitter { Windows = 4, Share = 0.15 }.ApplyAll(Logs.Dense(8));

        long first = windows[0].Cut!.Value;
        Assert.Equal(
            Logs.Rows(Logs.Dense(8)).Where(r => r.Time >= first).Order(), windows.SelectMany(static w => Logs.Rows(w.Test)).Order());
    }

    [Fact]
    public void RandomByItem_EveryItem_GivesItsShareButNeverItsLastRow()
    {
        InteractionLog log = Logs.Of([.. Logs.Rows(Logs.Dense(3, users: 40)), (40, 20, 5f, 1L)], 41, 21);

        Split split = new RandomByItemSplitter { Seed = 7 }.Apply(log, new InteractionOptions { PositiveThreshold = 0 });

        foreach (IGrouping<int, (int User, int Item, float, long)> item in Logs.Rows(log).GroupBy(static r => r.Item))
        {
            int expected = item.Count() == 1 ? 0 : Math.Clamp((int)Math.Round(0.25 * item.Count(), MidpointRounding.AwayFromZero), 1, item.Count() - 1);
            Assert.Equal(expected, Logs.Rows(split.Test).Count(r => r.Item == item.Key));
        }

        Assert.Equal(Logs.Rows(log).Order(), Logs.Rows(split.Train).Concat(Logs.Rows(split.Test)).Order());
        Assert.Equal(0, split.Summary.ColdItems);
        Assert.NotEqual(
            split.Test.ComputeFingerprint(),
            new RandomByItemSplitter { Seed = 8 }.Apply(log, new InteractionOptions { PositiveThreshold = 0 }).Test.ComputeFingerprint());
    }

    [Fact]
    public void HeldOutItems_Items_LeaveTrainingWithAllTheirRows()
    {
        InteractionLog log = Logs.Dense(3);

        Split split = new HeldOutItemsSplitter { Share = 0.3, Seed = 2 }.Apply(log);

        int[] held = [.. split.Test.Items.ToArray().Distinct().Order()];
        Assert.Equal(6, held.Length);
        Assert.Equal(held, Enumerable.Range(0, Logs.Items).Where(split.HeldOutItems!.Contains));
        Assert.Empty(split.Train.Items.ToArray().Intersect(held));
        Assert.Equal(Logs.Rows(log).Order(), Logs.Rows(split.Train).Concat(Logs.Rows(split.Test)).Order());
        Assert.Equal(split.Summary.RelevantItems, split.Summary.ColdItems);
        Assert.NotEqual(held, new HeldOutItemsSplitter { Share = 0.3, Seed = 3 }.Apply(log).Test.Items.ToArray().Distinct().Order());
    }

    [Fact]
    public void HeldOutItems_Candidates_AreTheseItemsAlone()
    {
        Split split = new HeldOutItemsSplitter { Share = 0.3 }.Apply(Logs.Dense(3));
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.HeldOutItems);

        Assert.Equal(6, protocol.Context.Candidates.Count);
        Assert.Equal(0, protocol.RelevantOutsideCandidates);
        Assert.Contains(
            "does not hold items out",
            Assert.Throws<ArgumentException>(
                () => EvaluationProtocol.Create(new RandomSplitter().Apply(Logs.Dense(3)), CandidatePolicy.HeldOutItems)).Message,
            StringComparison.Ordinal);
        // A model that has a score for every item ranks the held-out ones; here the perfect order of one user's relevant items.
        IRecommender any = VectorModel.Serve([.. Enumerable.Range(1, Logs.Items).Select(static i => (float)i)], split);
        RankingProbe probe = new(Logs.Items);
        new Evaluator().Evaluate(any, protocol, [probe], cancellationToken: TestContext.Current.CancellationToken);
        int[] held = [.. Enumerable.Range(0, Logs.Items).Where(split.HeldOutItems!.Contains).Reverse()];
        Assert.All(probe.Rankings.Values, ranking => Assert.Equal(held, ranking));
    }

    [Fact]
    public void KCore_Chain_IsTakenApartRoundByRound()
    {
        // A path: each removal makes the next one fall; only the square of users 4, 5 and items 8, 9 has two likes everywhere.
        InteractionLog log = Logs.Of(
            [(0, 0, 5, 1), (1, 0, 5, 1), (1, 1, 5, 1), (2, 1, 5, 1), (2, 2, 5, 1), (4, 8, 5, 1), (4, 9, 5, 1), (5, 8, 5, 1), (5, 9, 5, 1), (4, 2, 5, 1), (5, 2, 1, 1)]);

        KCoreResult core = new KCoreFilter { MinUserCount = 2, MinItemCount = 2 }.Apply(log);

        Assert.Equal([(4, 8), (4, 9), (5, 8), (5, 9)], Logs.Rows(core.Log).Select(static r => (r.User, r.Item)).Order());
        // The dislike of item 2 goes with the item: it does not count.
        Assert.Equal((3, 3, 7), (core.RemovedUsers, core.RemovedItems, core.RemovedRows));
        Assert.Equal(3, core.Rounds);
    }

    [Fact]
    public void KCore_Nothing_RemovesNothing()
    {
        InteractionLog log = Logs.Dense(4);

        KCoreResult core = new KCoreFilter().Apply(log);

        Assert.Equal((log.ComputeFingerprint(), 0, 0, 0, 0), (core.Log.ComputeFingerprint(), core.Rounds, core.RemovedRows, core.RemovedUsers, core.RemovedItems));
    }

    [Fact]
    public void Filtered_Split_IsOfTheCoreAndSaysWhatWasRemoved()
    {
        InteractionLog log = Logs.Of([.. Logs.Rows(Logs.Dense(3)), (12, 3, 5f, 1005L)], 13, Logs.Items);

        Split split = new FilteredSplitter(new KCoreFilter { MinUserCount = 2 }, new RandomSplitter()).Apply(log);

        Assert.Equal("random", split.Name);
        Assert.Equal(
            [new("minUserCount", "2"), new("minItemCount", "0"), new("removedUsers", "1"), new("removedItems", "0"), new("removedRows", "1"), new("rounds", "1"), new("share", "0.2"), new("seed", "1")],
            split.Parameters);
        Assert.DoesNotContain(12, split.Train.Users.ToArray());
        Assert.Equal(new RandomSplitter().Apply(Logs.Dense(3)).Test.Count, split.Test.Count);
    }

    [Fact]
    public void Apply_DataOrOptionsThatCannotBe_SayWhy()
    {
        InteractionLog timeless = InteractionLog.Create(2, 2, [0, 0, 1], [0, 1, 0]);

        Assert.Contains("timestamps", Fails(new SlidingWindowSplitter(), timeless), StringComparison.Ordinal);
        Assert.Contains("rows to train on", Fails(new SlidingWindowSplitter { Windows = 10 }, Decade), StringComparison.Ordinal);
        Assert.Contains("there is no window 4", Fails(new SlidingWindowSplitter { Window = 4 }, Decade), StringComparison.Ordinal);
        Assert.Contains("at least two items", Fails(new HeldOutItemsSplitter(), Logs.Of([(0, 0, 5, 1), (1, 0, 5, 1)])), StringComparison.Ordinal);
        Assert.Contains("at least one", Fails(new RandomByItemSplitter(), Logs.Of([(0, 0, 5, 1), (1, 1, 5, 1)])), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindowSplitter { Windows = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindowSplitter { History = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeldOutItemsSplitter { Share = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomByItemSplitter { Share = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KCoreFilter { MinItemCount = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultVaeSplitter { HeldOutUsers = 0 });
    }

    [Fact]
    public void HeldOutItems_MinimumPositives_RareItemsStayInTraining()
    {
        // Item i is liked by i + 1 users, and disliked by one more.
        List<(int User, int Item, float Rating, long Time)> rows = [];
        for (int item = 0; item < 10; item++)
        {
            rows.AddRange(Enumerable.Range(0, item + 1).Select(u => (u, item, 5f, 1L)));
            rows.Add((15, item, 1, 1));
        }

        Split split = new HeldOutItemsSplitter { MinimumPositives = 6, Share = 0.4 }.Apply(Logs.Of([.. rows], users: 16, items: 10));

        Assert.Equal(2, split.HeldOutItems!.Count);
        Assert.All(Enumerable.Range(0, 5), i => Assert.False(split.HeldOutItems.Contains(i)));
        Assert.Contains(split.Parameters, static p => p is { Name: "minimumPositives", Value: "6" });
        Assert.DoesNotContain(new HeldOutItemsSplitter().Apply(Logs.Of([.. rows], users: 16, items: 10)).Parameters, static p => p.Name == "minimumPositives");
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeldOutItemsSplitter { MinimumPositives = 0 });
    }

    private static string Fails(ISplitter splitter, InteractionLog log) => Assert.Throws<ArgumentException>(() => splitter.Apply(log)).Message;

    private static IEnumerable<long> Times(InteractionLog log) => Logs.Rows(log).Select(static r => r.Time).Order();
}
