namespace MovieRec.Eval.Tests.Slices;

public sealed class SliceTests
{
    // Films 0 to 4: three, two, one, one and no training likes; film 5 is only disliked in training.
    private static readonly (int, int, float)[] TrainRows = [(0, 0, 5), (1, 0, 5), (2, 0, 5), (0, 1, 5), (1, 1, 5), (0, 2, 5), (1, 3, 5), (2, 5, 1)];
    private static readonly (int, int, float)[] TestRows = [(0, 3, 5), (0, 4, 5), (1, 2, 5), (2, 1, 5), (2, 4, 5), (3, 0, 5), (3, 5, 5)];

    private static readonly MovieCatalog Catalog = MovieCatalog.Create(
    [
        new MovieMetadata { Genres = ["Drama"], Year = 1994 }, new MovieMetadata { Genres = ["Drama", "War"], Year = 1999 },
        new MovieMetadata { Genres = ["War"], Year = 2001 }, new MovieMetadata { Genres = ["Comedy"] }, new MovieMetadata { Genres = ["Drama"], Year = 2010 },
        new MovieMetadata { Year = 1950 }, new MovieMetadata { Genres = ["Western"], Year = 1930 },
    ]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void ParseNames_Text_GivesFamiliesInOrder()
    {
        Assert.Equal(["cold-items", "genre"], Eval.Slices.ParseNames(" Genre, cold-items,genre"));
        Assert.Equal(Eval.Slices.Names, Eval.Slices.ParseNames("all"));
        FormatException exception = Assert.Throws<FormatException>(() => Eval.Slices.ParseNames("genre,colour"));
        Assert.All(Eval.Slices.Names, name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
        Assert.Throws<FormatException>(() => Eval.Slices.ParseNames(""));
    }

    [Fact]
    public void Create_AllFamilies_MakeTheGroupsThatAreAskedAbout()
    {
        SliceSet slices = Eval.Slices.Create(["all"], Protocol());

        Assert.Equal(["warm-users", "cold-users", "activity:0", "activity:1-9"], slices.Users.Select(static s => s.Name));
        // Nobody is tested on the western of 1930; film 3 has no year; film 5 no genre.
        Assert.Equal(
            ["cold-items", "popularity:head", "popularity:tail", "genre:Comedy", "genre:Drama", "genre:War", "decade:1950s", "decade:1990s", "decade:2000s", "decade:2010s"],
            slices.Items.Select(static s => s.Name));
        // Of seven likes the head needs 5.6: films 0, 1 and 2.
        Assert.Equal(["4,5,6", "0,1,2", "3", "3", "0,1,4", "1,2", "5", "0,1", "2", "4"], slices.Items.Select(static s => string.Join(',', Members(s.Items))));
    }

    [Fact]
    public void Create_WithoutCatalogue_HasNoGenresAndDecades()
    {
        SliceSet slices = Eval.Slices.Create(["genre", "decade"], EvaluationProtocol.Create(MakeSplit()));

        Assert.Empty(slices.Items);
        Assert.Empty(slices.Users);
    }

    [Fact]
    public void Activity_Groups_DivideTheUsers()
    {
        Split split = new LastShareSplitter().Apply(Logs.Dense(5, users: 30, items: 80));
        EvaluationProtocol protocol = EvaluationProtocol.Create(split);
        SliceSet slices = Eval.Slices.Create(["activity"], protocol);

        Assert.Equal(split.Users.ToArray().Length, split.Users.ToArray().Sum(u => slices.Users.Count(s => s.Contains(protocol.Describe(u)))));
        foreach (int count in new[] { 0, 1, 9, 10, 49, 50, 199, 200, 100_000 })
        {
            string expected = count switch { 0 => "0", < 10 => "1-9", < 50 => "10-49", < 200 => "50-199", _ => "200+" };
            SliceSet all = Eval.Slices.Create(["activity"], WithHistory(count));
            Assert.Equal("activity:" + expected, Assert.Single(all.Users).Name);
        }
    }

    [Fact]
    public void Evaluate_ItemSlice_AsksTheSameRankingAboutItsItemsOnly()
    {
        EvaluationProtocol protocol = Protocol();
        SliceSet slices = Eval.Slices.Create(["cold-items", "popularity", "genre"], protocol);
        EvaluatorOptions options = new() { Slices = slices.Users, ItemSlices = slices.Items };

        EvaluationResult result = new Evaluator(options).Evaluate(
            Popularity(protocol), protocol, MetricParser.ParseList("Recall@1(R),HR@2,MRR@3,NDCG@1,Coverage@2,AUC,Novelty@1"), cancellationToken: Token);

        // Popularity shows film 3 to user 0; 2, (nothing more) to user 1; 1, 2, 3 to user 2; 0, 1, 2, 3 to user 3.
        Assert.All(result.Slices, static s => Assert.Equal(SliceKind.Items, s.Kind));
        AssertSlice(result, "popularity:head", "HR@2", [double.NaN, 1, 1, 1]);
        AssertSlice(result, "popularity:tail", "HR@2", [1, double.NaN, double.NaN, double.NaN]);
        AssertSlice(result, "cold-items", "HR@2", [0, double.NaN, 0, 0]);
        // User 0 has met every candidate but the relevant one: nothing is left to win against.
        AssertSlice(result, "cold-items", "AUC", [double.NaN, double.NaN, 0, 0]);
        // User 2: both items of Drama are 1 (shown first) and 4 (never shown).
        AssertSlice(result, "genre:Drama", "Recall@1(R)", [0, double.NaN, 0.5, 1]);
        AssertSlice(result, "genre:War", "Recall@1(R)", [double.NaN, 1, 1, double.NaN]);
        AssertSlice(result, "genre:Comedy", "MRR@3", [1, double.NaN, double.NaN, double.NaN]);
        SliceResult war = result.Slices.Single(static s => s.Name == "genre:War");
        Assert.Equal((2, 2), (war.Metrics[0].Users, war.Metrics[0].UndefinedUsers));
        Assert.Equal([0, 1, 2, 3], war.Users.ToArray());
        // Metrics that need no relevance are over the same users: lists 2 and 1, 2.
        Assert.Equal(2 / 4.0, war.Metrics.Single(static m => m.Name == "Coverage@2").Mean);
        Assert.Equal([double.NaN, Math.Log2(3), Math.Log2(1.5), double.NaN], war.Metrics.Single(static m => m.Name == "Novelty@1").PerUser.ToArray());
    }

    [Fact]
    public void Evaluate_SliceOfEveryItem_IsTheWholeResult()
    {
        Split split = new LastShareSplitter().Apply(Logs.Dense(6, users: 300, items: 50));
        EvaluationProtocol protocol = EvaluationProtocol.Create(split);
        EvaluatorOptions options = new() { ItemSlices = [new ItemSlice("every", ItemMask.All(50)), new ItemSlice("none", ItemMask.FromItems(50, []))] };

        EvaluationResult result = new Evaluator(options).Evaluate(
            Popularity(protocol), protocol, MetricParser.ParseList("NDCG@10,MAP@5,AUC,Serendipity@10,Gini@10,Recall@5(micro)"), cancellationToken: Token);

        SliceResult every = result.Slices.Single(static s => s.Name == "every");
        for (int m = 0; m < result.Metrics.Count; m++)
        {
            Assert.Equal(result.Metrics[m].Mean, every.Metrics[m].Mean);
            Assert.Equal(result.Metrics[m].PerUser.ToArray(), every.Metrics[m].PerUser.ToArray());
            Assert.True(double.IsNaN(result.Slices.Single(static s => s.Name == "none").Metrics[m].Mean));
        }
    }

    [Fact]
    public void Evaluate_SliceOfAnotherCatalogue_IsRejected()
    {
        EvaluationProtocol protocol = Protocol();
        EvaluatorOptions options = new() { ItemSlices = [new ItemSlice("other", ItemMask.All(3))] };

        Assert.Contains(
            "other covers 3 items",
            Assert.Throws<ArgumentException>(() => new Evaluator(options).Evaluate(Popularity(protocol), protocol, [new HitRateMetric(1)], cancellationToken: Token)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new EvaluatorOptions { ItemSlices = null! });
    }

    private static void AssertSlice(EvaluationResult result, string slice, string metric, double[] perUser) => Assert.Equal(
        perUser, result.Slices.Single(s => s.Name == slice).Metrics.Single(m => m.Name == metric).PerUser.ToArray());

    private static IEnumerable<int> Members(ItemMask mask) => Enumerable.Range(0, mask.ItemCount).Where(mask.Contains);

    private static PopularityModel Popularity(EvaluationProtocol protocol) =>
        new PopularityTrainer().Fit(protocol.Split.ToTrainingData(), cancellationToken: Token);

    private static EvaluationProtocol Protocol() => EvaluationProtocol.Create(MakeSplit(), CandidatePolicy.TrainedItems, Catalog);

    private static Split MakeSplit() => Split.Create(new SplitDefinition
    {
        Name = "made",
        Train = Logs.Of([.. TrainRows.Select(static r => (r.Item1, r.Item2, r.Item3, 1L))], 4, 7),
        Test = Logs.Of([.. TestRows.Select(static r => (r.Item1, r.Item2, r.Item3, 2L))], 4, 7),
    });

    /// <summary>One evaluated user with a history of a given length, and another who makes the training rows.</summary>
    private static EvaluationProtocol WithHistory(int count) => EvaluationProtocol.Create(Split.Create(new SplitDefinition
    {
        Name = "made",
        Train = InteractionLog.Create(2, count + 2, [1, .. Enumerable.Repeat(0, count)], [0, .. Enumerable.Range(1, count)]),
        Test = InteractionLog.Create(2, count + 2, [0], [count + 1]),
    }));
}
