namespace MovieRec.Tests.Als;

/// <summary>Options from the data's shape, the search, and what a trainer without options reaches on reference splits.</summary>
public sealed class AlsAutomaticTests
{
    [Theory]
    [InlineData(400, 64, 16, 0.01, 0.3)]
    [InlineData(610, 64, 16, 0.0096, 0.29)]
    [InlineData(136_000, 64, 16, 0.0031, 0.098)]
    [InlineData(470_000, 64, 16, 0.0024, 0.076)]
    public void ForData_Users_GiveTheDocumentedOptions(int users, int factors, int iterations, double regularization, double unobserved)
    {
        int[] starts = [.. Enumerable.Range(0, users + 1)];
        InteractionMatrix matrix = new(users, 1, starts, new int[users], [], []);
        AlsOptions options = AlsOptions.ForData(TrainingData.Create(new UserHistories(matrix, matrix)));
        Assert.Equal((factors, iterations), (options.Factors, options.Iterations));
        Assert.Equal(regularization, options.Regularization, 1e-12);
        Assert.Equal(unobserved, options.UnobservedWeight, 1e-12);
    }

    [Fact]
    public void ForData_TwoMillionInteractions_MoreFactorsFewerIterations()
    {
        int[] starts = [.. Enumerable.Range(0, 1001).Select(u => u * 2000)];
        InteractionMatrix matrix = new(1000, 2000, starts, [.. Enumerable.Range(0, 2_000_000).Select(n => n % 2000)], [], []);
        AlsOptions options = AlsOptions.ForData(TrainingData.Create(new UserHistories(matrix, matrix)));
        Assert.Equal((128, 10), (options.Factors, options.Iterations));
    }

    [Fact]
    public void Fit_TrainerWithoutOptions_TakesThoseOfTheData()
    {
        TestSample sample = TestSample.Create();
        AlsModel model = new AlsTrainer().Train(sample.Data);
        Assert.Equal(AlsOptions.ForData(sample.Data), model.Options);
    }

    [Theory]
    [InlineData("item-split-75", 0.386)]
    [InlineData("strong", 0.2383)]
    public void Fit_TrainerWithoutOptionsOnAReferenceSplit_ReachesTheReference(string split, double bar)
    {
        string folder = Path.Combine(ReferenceData.Folder(), "reference", split);
        InteractionLogResult<long, long> train = ReferenceData.ReadLog(Path.Combine(folder, "train.csv"));
        TrainingData data = TrainingData.FromLog(train.Log, new InteractionOptions { PositiveThreshold = 0 });
        AlsModel model = new AlsTrainer().Train(data);
        bool strong = split == "strong";
        Dictionary<long, long[]> test = Pairs(Path.Combine(folder, strong ? "test_te.csv" : "test.csv"));
        Dictionary<long, long[]> history = strong ? Pairs(Path.Combine(folder, "test_tr.csv")) : [];
        double sum = 0;
        ScoredItem[] found = new ScoredItem[10];
        foreach ((long user, long[] relevant) in test)
        {
            int written;
            if (strong)
            {
                int[] known = [.. history[user].Where(i => train.Items.TryGetIndex(i, out _)).Select(i => train.Items.TryGetIndex(i, out int n) ? n : -1)];
                written = model.Recommend(RecommendationQuery.ForHistory(known), found);
            }
            else
            {
                Assert.True(train.Users.TryGetIndex(user, out int index));
                written = model.Recommend(RecommendationQuery.ForUser(index), found);
            }

            HashSet<long> wanted = [.. relevant];
            double gain = 0, ideal = 0;
            for (int n = 0; n < 10; n++)
            {
                double discount = 1 / Math.Log2(n + 2);
                gain += n < written && wanted.Contains(train.Items[found[n].ItemIndex]) ? discount : 0;
                ideal += n < wanted.Count ? discount : 0;
            }

            sum += gain / ideal;
        }

        double ndcg = sum / test.Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{split}: NDCG@10 {ndcg:F4}");
        Assert.True(ndcg >= bar, $"{split}: NDCG@10 {ndcg:F4}, {bar} is needed");
    }

    [Fact]
    public void Search_BadStart_FindsBetterOptionsOnHeldOutUsersAndKeepsTheOthers()
    {
        TestSample sample = TestSample.Create(8, users: 200, items: 90);
        AlsOptions start = new() { Factors = 8, Iterations = 5, Regularization = 3, UnobservedWeight = 9, Seed = 4 };
        List<double> qualities = [];
        AlsOptions found = AlsTrainer.Search(
            sample.Data, start, new Report(p => qualities.Add(1 - p.Loss)), TestContext.Current.CancellationToken);
        Assert.Equal(
            start,
            found with
            {
                Regularization = start.Regularization,
                UnobservedWeight = start.UnobservedWeight,
                ItemBias = false,
                BiasRegularization = start.BiasRegularization,
            });
        Assert.NotEqual(start, found);
        Assert.True(qualities.Max() > qualities[0], $"{qualities.Max()} at best, {qualities[0]} at the start");
        Assert.Equal(found, AlsTrainer.Search(sample.Data, start, null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Search_LaterLikesFollowPopularity_SwitchesBiasesOnOnlyWithTimes(bool times)
    {
        // Two hundred users like two of seventy rare items each, and later what four hundred others like: nothing in their
        // histories points there, only a bias can.
        List<int> users = [], items = [];
        List<long> when = [];
        void Add(int user, int item, long time)
        {
            users.Add(user);
            items.Add(item);
            when.Add(time);
        }

        for (int u = 0; u < 600; u++)
        {
            if (u < 200)
            {
                Add(u, 10 + (u * 7 % 70), 1000);
                Add(u, 10 + (((u * 7) + 13 + (u / 10)) % 70), 1000);
            }

            for (int n = 0; n < 5; n++)
            {
                if (u >= 200 || n > 0)
                {
                    Add(u, (u + (3 * n)) % 10, u < 200 ? 2000 : 1000);
                }
            }
        }

        InteractionLog log = InteractionLog.Create(600, 80, [.. users], [.. items], [], times ? [.. when] : []);
        AlsOptions found = AlsTrainer.Search(
            TrainingData.FromLog(log), new AlsOptions { Factors = 16, Iterations = 8 }, null, TestContext.Current.CancellationToken);
        Assert.Equal(times, found.ItemBias);
    }

    [Fact]
    public void Search_NobodyHasFiveLikedItems_ReturnsTheStart()
    {
        InteractionMatrix matrix = new(2, 3, [0, 1, 2], [0, 1], [], []);
        AlsOptions start = new() { Factors = 2 };
        Assert.Equal(start, AlsTrainer.Search(
            TrainingData.Create(new UserHistories(matrix, matrix)), start, null, TestContext.Current.CancellationToken));
    }

    private static Dictionary<long, long[]> Pairs(string path) => File.ReadLines(path).Skip(1)
        .Select(line => Array.ConvertAll(line.Split(',')[..2], text => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)))
        .GroupBy(pair => pair[0], pair => pair[1])
        .ToDictionary(group => group.Key, group => group.ToArray());

    private sealed class Report(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        void IProgress<TrainingProgress>.Report(TrainingProgress value) => action(value);
    }
}
