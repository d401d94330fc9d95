namespace MovieRec.Eval.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Evaluate_AnyThreadCount_GivesTheSameBits()
    {
        Split split = new RandomSplitter().Apply(Logs.Dense(1, users: 1500, items: 60));
        EvaluationProtocol protocol = EvaluationProtocol.Create(split);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 8, Iterations = 2 }).Fit(split.ToTrainingData(), cancellationToken: Token);
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList("NDCG@10,HR@10,MAP@10,Recall@20,Precision@10(micro),MRR@10,Coverage@10");

        EvaluationResult one = Run(1);
        EvaluationResult four = Run(4);

        for (int m = 0; m < metrics.Count; m++)
        {
            AssertSameBits(one.Metrics[m], four.Metrics[m]);
            AssertSameBits(one.Slices[0].Metrics[m], four.Slices[0].Metrics[m]);
        }

        EvaluationResult Run(int threads) => new Evaluator(new EvaluatorOptions { MaxDegreeOfParallelism = threads })
            .Evaluate(model, protocol, metrics, cancellationToken: Token);
    }

    [Fact]
    public void Evaluate_PerUserValues_AreThoseOfTheMetricOnTheModelsOwnLists()
    {
        Split split = new LeaveLastOutSplitter { Count = 3 }.Apply(Logs.Dense(2));
        PopularityModel model = Popularity(split);

        MetricResult result = new Evaluator().Evaluate(model, EvaluationProtocol.Create(split), [new NdcgMetric(5)], cancellationToken: Token)["NDCG@5"];

        ScoredItem[] list = new ScoredItem[5];
        for (int i = 0; i < split.Users.Length; i++)
        {
            int user = split.Users[i];
            int count = model.Recommend(RecommendationQuery.ForUser(user), list);
            int[] relevant = [.. Logs.Rows(split.Test).Where(r => r.User == user && r.Rating >= 4).Select(static r => r.Item).Order()];
            Assert.Equal(new NdcgMetric(5).Measure(new RankingContext([.. list.Take(count).Select(static s => s.ItemIndex)], relevant)), result.PerUser[i]);
        }

        double[] values = result.PerUser.ToArray();
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
        Assert.Equal(mean, result.Mean, 1e-15);
        Assert.Equal(error, result.StandardError, 1e-15);
        Assert.Equal(mean - (2.200985 * error), result.Low, 1e-6);
        Assert.Equal(mean + (2.200985 * error), result.High, 1e-6);
        Assert.True(error > 0);
    }

    [Fact]
    public void Evaluate_SeenItem_IsNeverRankedLikedOrNot()
    {
        Split split = Given([(0, 0, 5), (0, 1, 1), (1, 0, 5), (1, 1, 5), (1, 2, 5)], [(0, 2, 5)]);
        RankingProbe probe = new(10);

        new Evaluator().Evaluate(Popularity(split), EvaluationProtocol.Create(split), [probe], cancellationToken: Token);

        Assert.Equal([2], probe.Rankings[0]);
    }

    [Fact]
    public void Evaluate_UserWithoutRelevantItem_IsCountedNotAveraged()
    {
        Split split = Given([(0, 0, 5), (1, 0, 5), (2, 1, 5), (2, 2, 5)], [(0, 1, 5), (1, 2, 1)]);

        EvaluationResult result = new Evaluator().Evaluate(
            Popularity(split), EvaluationProtocol.Create(split), [new HitRateMetric(1), new CoverageMetric(1)], cancellationToken: Token);

        Assert.Equal((1.0, 1, 1), (result["HR@1"].Mean, result["HR@1"].Users, result["HR@1"].UndefinedUsers));
        Assert.Equal(double.NaN, result["HR@1"].StandardError);
        Assert.Equal([1, double.NaN], result["HR@1"].PerUser.ToArray());
        Assert.Equal((1 / 3.0, 1, 1), (result["Coverage@1"].Mean, result["Coverage@1"].Users, result["Coverage@1"].UndefinedUsers));
    }

    [Fact]
    public void Evaluate_ListShorterThanCutoff_HasMissesInTheMissingPlaces()
    {
        Split split = Given([(0, 0, 5), (1, 1, 5), (1, 2, 5)], [(0, 2, 5)]);

        EvaluationResult result = new Evaluator().Evaluate(
            Popularity(split), EvaluationProtocol.Create(split), [new PrecisionMetric(10), new RecallMetric(10)], cancellationToken: Token);

        Assert.Equal(0.1, result["Precision@10"].Mean);
        Assert.Equal(1, result["Recall@10"].Mean);
    }

    [Fact]
    public void Evaluate_ColdUser_IsAnsweredByTheFallbackOrCountsAsMissed()
    {
        Split split = Given([(0, 0, 5), (1, 0, 5), (1, 1, 5)], [(0, 1, 5), (2, 0, 5)]);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 2, Iterations = 2 }).Fit(split.ToTrainingData(), cancellationToken: Token);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split);

        EvaluationResult alone = new Evaluator().Evaluate(model, protocol, [new HitRateMetric(1)], cancellationToken: Token);
        EvaluationResult served = new Evaluator().Evaluate(model, protocol, [new HitRateMetric(1)], Popularity(split), cancellationToken: Token);

        Assert.Equal((0.5, 1, 0), (alone["HR@1"].Mean, alone.EmptyLists, alone.FallbackUsers));
        Assert.Null(alone.Fallback);
        Assert.Equal((1.0, 0, 1), (served["HR@1"].Mean, served.EmptyLists, served.FallbackUsers));
        Assert.Equal("popularity", served.Fallback!.Algorithm);
        Assert.Equal(["warm-users", "cold-users"], served.Slices.Select(static s => s.Name));
        Assert.Equal([0], served.Slices[0].Users.ToArray());
        Assert.Equal([2], served.Slices[1].Users.ToArray());
        Assert.Equal([0.0], alone.Slices[1].Metrics[0].PerUser.ToArray());
    }

    [Fact]
    public void Evaluate_StrongSplit_FoldsTheHistoryInAndExcludesWhatWasSeen()
    {
        InteractionLog train = Logs.Of([(0, 0, 5, 1), (0, 1, 5, 1), (1, 2, 5, 1), (1, 3, 5, 1), (2, 0, 5, 1), (2, 1, 5, 1), (2, 4, 5, 1)]);
        Split split = Split.Create(new SplitDefinition
        {
            Name = "made",
            Train = train,
            FoldIn = Logs.Of([(3, 0, 5, 1), (3, 4, 1, 1), (4, 9, 5, 1)]),
            Test = Logs.Of([(3, 1, 5, 2), (4, 2, 5, 2)]),
        });
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 2, Iterations = 4 }).Fit(split.ToTrainingData(), cancellationToken: Token);
        FoldInProbe probe = new();

        EvaluationResult result = new Evaluator().Evaluate(model, EvaluationProtocol.Create(split), [probe, new HitRateMetric(1)], cancellationToken: Token);

        // User 3 likes what users 0 and 2 like, and has seen item 4; of user 4 the model knows nothing: item 9 is not trained on.
        Assert.True(split.IsStrong);
        Assert.Equal([1.0, 0.0], result["HR@1"].PerUser.ToArray());
        Assert.DoesNotContain(4, probe.Ranking);
        Assert.DoesNotContain(0, probe.Ranking);
        Assert.Equal([0], probe.History);
        Assert.Equal((1, 1), (split.Summary.ColdUsers, result.EmptyLists));
    }

    [Fact]
    public void Evaluate_CandidatePolicies_DecideWhatCanBeRanked()
    {
        Split split = Given([(0, 0, 5), (1, 0, 5), (1, 1, 5), (1, 2, 5)], [(0, 2, 5), (0, 7, 5)]);
        InteractionLog candidates = InteractionLog.Create(Logs.Users, Logs.Items, [0, 0, 5], [1, 7, 3]);
        EvaluationProtocol trained = EvaluationProtocol.Create(split);
        EvaluationProtocol whole = EvaluationProtocol.Create(split, CandidatePolicy.WholeCatalogue);
        EvaluationProtocol given = EvaluationProtocol.Create(split, candidates);

        Assert.Equal((3, 20, 3), (trained.Context.Candidates.Count, whole.Context.Candidates.Count, given.Context.Candidates.Count));
        Assert.Equal((1, 0, 1), (trained.RelevantOutsideCandidates, whole.RelevantOutsideCandidates, given.RelevantOutsideCandidates));
        RankingProbe probe = new(5);
        new Evaluator().Evaluate(Popularity(split), given, [probe], cancellationToken: Token);
        Assert.Equal([1], probe.Rankings[0]);
        float[] scores = [.. Enumerable.Range(0, Logs.Items).Select(static i => (float)i)];
        IRecommender any = VectorModel.Serve(scores, split);
        Assert.Equal(0, new Evaluator().Evaluate(any, trained, [new RecallMetric(1, new MetricConvention { Divisor = MetricDivisor.Relevant })], cancellationToken: Token).Metrics[0].Mean - 0.5);
        Assert.Equal(0, new Evaluator().Evaluate(any, whole, [new HitRateMetric(1)], cancellationToken: Token).Metrics[0].Mean);
        Assert.Equal(1, new Evaluator().Evaluate(any, given, [new HitRateMetric(1)], cancellationToken: Token).Metrics[0].Mean);
    }

    [Fact]
    public void Evaluate_PermutedItemIds_GivesTheSameMeans()
    {
        // Scores without ties: which index an item has must not matter.
        (int, int, float, long)[] rows = [.. Logs.Rows(Logs.Dense(4))];
        float[] scores = [.. Enumerable.Range(0, Logs.Items).Select(static i => (float)((i * 7 % Logs.Items) + 1))];
        Split split = new LeaveLastOutSplitter().Apply(Logs.Of([.. rows.Select(static r => (r.Item1, r.Item2, r.Item3, r.Item4 + r.Item2))]));
        int[] renamed = [.. Enumerable.Range(0, Logs.Items).Select(static i => i * 3 % Logs.Items)];
        float[] otherScores = new float[Logs.Items];
        for (int i = 0; i < renamed.Length; i++)
        {
            otherScores[renamed[i]] = scores[i];
        }

        Split other = Split.Create(new SplitDefinition { Name = "renamed", Train = Rename(split.Train), Test = Rename(split.Test) });
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList("NDCG@5,MAP@5,Recall@5,MRR@5,Coverage@5");

        EvaluationResult first = new Evaluator().Evaluate(VectorModel.Serve(scores, split), EvaluationProtocol.Create(split), metrics, cancellationToken: Token);
        EvaluationResult second = new Evaluator().Evaluate(VectorModel.Serve(otherScores, other), EvaluationProtocol.Create(other), metrics, cancellationToken: Token);

        Assert.Equal(first.Metrics.Select(static m => m.Mean), second.Metrics.Select(static m => m.Mean));
        Assert.True(first.Metrics[0].Mean > 0);

        InteractionLog Rename(InteractionLog log) => Logs.Of([.. Logs.Rows(log).Select(r => (r.User, renamed[r.Item], r.Rating, r.Time))]);
    }

    [Fact]
    public void Evaluate_ModelThatListsAnItemTwice_IsCaught()
    {
        Split split = Given([(0, 0, 5), (1, 1, 5)], [(0, 1, 5)]);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Evaluator().Evaluate(
            new StutteringModel(Logs.Users, Logs.Items), EvaluationProtocol.Create(split), [new NdcgMetric(2)], cancellationToken: Token));

        Assert.Contains("twice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WrongCalls_SayWhatIsWrong()
    {
        Split split = Given([(0, 0, 5), (1, 1, 5)], [(0, 1, 5)]);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split);
        PopularityModel model = Popularity(split);
        Evaluator evaluator = new();

        Assert.Throws<ArgumentException>(() => evaluator.Evaluate(model, protocol, [], cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => evaluator.Evaluate(model, protocol, [new NdcgMetric(5), new NdcgMetric(5)], cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => evaluator.Evaluate(new StutteringModel(1, 1), protocol, [new NdcgMetric(5)], cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => EvaluationProtocol.Create(split, InteractionLog.Create(Logs.Users, Logs.Items, [5], [1])));
        Assert.Throws<ArgumentException>(() => EvaluationProtocol.Create(split, CandidatePolicy.GivenPerUser));
        Assert.Throws<KeyNotFoundException>(() => evaluator.Evaluate(model, protocol, [new NdcgMetric(5)], cancellationToken: Token)["NDCG@6"]);
        Assert.ThrowsAny<OperationCanceledException>(
            () => evaluator.Evaluate(model, protocol, [new NdcgMetric(5)], cancellationToken: new CancellationToken(canceled: true)));
    }

    private static Split Given((int User, int Item, float Rating)[] train, (int User, int Item, float Rating)[] test) => Split.Create(new SplitDefinition
    {
        Name = "given",
        Train = Logs.Of([.. train.Select(static r => (r.User, r.Item, r.Rating, 1L))]),
        Test = Logs.Of([.. test.Select(static r => (r.User, r.Item, r.Rating, 2L))]),
    });

    private static PopularityModel Popularity(Split split) => new PopularityTrainer().Fit(split.ToTrainingData(), cancellationToken: Token);

    private static void AssertSameBits(MetricResult one, MetricResult other)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(one.Mean), BitConverter.DoubleToInt64Bits(other.Mean));
        Assert.Equal(BitConverter.DoubleToInt64Bits(one.StandardError), BitConverter.DoubleToInt64Bits(other.StandardError));
        Assert.Equal(one.PerUser.ToArray(), other.PerUser.ToArray());
        Assert.True(one.Mean > 0);
    }

    /// <summary>Keeps what the first user of a strong split was shown.</summary>
    private sealed class FoldInProbe : IRankingMetric
    {
        public string Name => "Probe";

        public int Cutoff => 10;

        public int[] Ranking { get; private set; } = [];

        public int[] History { get; private set; } = [];

        public double Measure(in RankingContext context)
        {
            if (context.History.SequenceEqual([0]))
            {
                Ranking = context.Ranking.ToArray();
                History = context.Query.History.ToArray();
            }

            return 0;
        }
    }

    private sealed class StutteringModel(int users, int items) : IRecommender
    {
        public RecommenderInfo Info { get; } = new()
        {
            Algorithm = "stuttering",
            UserCount = users,
            ItemCount = items,
            InteractionCount = 0,
            DataFingerprint = "",
        };

        public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
        {
            destination.Fill(new ScoredItem(1, 1));
            return destination.Length;
        }

        public object? GetService(Type serviceType) => null;
    }
}
