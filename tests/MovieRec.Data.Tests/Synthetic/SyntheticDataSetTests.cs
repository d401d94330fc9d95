namespace MovieRec.Data.Tests.Synthetic;

public sealed class SyntheticDataSetTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(610, 9742, 100_836)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 6)]
    [InlineData(7, 100, 280)]
    [InlineData(50, 40, 777)]
    [InlineData(1000, 3, 1500)]
    public void Create_AnySize_HasExactlyTheRequestedRows(int users, int movies, int interactions)
    {
        MovieDataSet<long, long> data = SyntheticDataSet.Create(new SyntheticOptions { Users = users, Movies = movies, Interactions = interactions });
        Assert.Equal((users, movies, interactions), (data.Users.Count, data.Items.Count, data.Log.Count));

        // InteractionLog.Create throws for a pair that occurs twice and sorts as the log promises to be sorted.
        InteractionLog checkedLog = InteractionLog.Create(users, movies, data.Log.Users, data.Log.Items, data.Log.Ratings, data.Log.Timestamps);
        Assert.Equal(checkedLog.ComputeFingerprint(), data.Log.ComputeFingerprint());
        Assert.Equal(users, data.Log.Users.ToArray().Distinct().Count());
        Assert.True(data.Info.Simulated);
    }

    [Fact]
    public void Write_SameSeed_GivesTheSameBytesWhateverElseRuns()
    {
        SyntheticOptions options = new() { Users = 200, Movies = 500, Interactions = 8000, Seed = 5 };
        DataSetManifest[] manifests = new DataSetManifest[4];
        Parallel.For(0, 4, i => manifests[i] = SyntheticDataSet.Write(_temporary[$"set{i}"], options));
        Assert.All(manifests, m => Assert.Equal(manifests[0].Files, m.Files));
        DataSetManifest other = SyntheticDataSet.Write(_temporary["other"], options with { Seed = 6 });
        Assert.NotEqual(manifests[0].Files[0].Checksum, other.Files[0].Checksum);
    }

    [Fact]
    public void Write_Folder_IsTheDataSetOfCreate()
    {
        SyntheticOptions options = new() { Users = 100, Movies = 300, Interactions = 5000 };
        SyntheticDataSet.Write(_temporary["set"], options);
        TestDataSets.AssertEqual(SyntheticDataSet.Create(options), DataSetFolder.Read<long, long>(_temporary["set"]));
    }

    [Fact]
    public void WriteMovieLensCsv_Import_GivesTheSameRows()
    {
        SyntheticOptions options = new() { Users = 100, Movies = 300, Interactions = 5000, Name = "big-one" };
        MovieDataSet<long, long> expected = SyntheticDataSet.Create(options);
        SyntheticDataSet.WriteMovieLensCsv(_temporary["csv"], options);
        ImportResult<long, long> import = new MovieLensReader(new ImportOptions { Mode = BadRowMode.Strict }).Read(_temporary["csv"]);
        Assert.Equal(expected.Log.ComputeFingerprint(), import.DataSet.Log.ComputeFingerprint());
        Assert.Equal(expected.Items.Fingerprint, import.DataSet.Items.Fingerprint);
        Assert.Equal("Synthetic Movie 00042", import.DataSet.Catalog.GetTitle(41));
        Assert.Equal(expected.Catalog.GetYear(41), import.DataSet.Catalog.GetYear(41));
        Assert.Equal(expected.Catalog.GetGenres(41), import.DataSet.Catalog.GetGenres(41));

        // It has the format of MovieLens and must not be taken for MovieLens.
        Assert.True(import.DataSet.Info.Simulated);
        Assert.Equal("big-one", import.DataSet.Info.Name);
        Assert.DoesNotContain("GroupLens", import.DataSet.Info.Licence + import.DataSet.Info.Source, StringComparison.Ordinal);
        Assert.Equal(["README.txt", "movies.csv", "ratings.csv"], _temporary.Names("csv"));
    }

    [Fact]
    public void Create_DefaultSize_HasTheShapeOfMovieLens()
    {
        MovieDataSet<long, long> data = SyntheticDataSet.Create();
        DataQualityReport report = DataQuality.Analyze(data);
        Assert.InRange((double)report.LikedInteractions / report.Interactions, 0.42, 0.58);
        Assert.InRange(report.MeanRating!.Value, 3.3, 3.8);
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5], report.Ratings.Select(static b => b.Lowest));
        Assert.InRange(report.LongTail.Top10PercentShare, 0.5, 0.8);
        Assert.InRange(report.LongTail.Gini, 0.6, 0.95);
        Assert.InRange(report.PerUser.Median, 50, 120);
        Assert.True(report.PerUser.Maximum > 8 * report.PerUser.Median, "the busiest user rates many times the median");
        Assert.Equal(20, Math.Min(report.PerUser.Minimum, 20));

        // Bursts, arrivals and drift.
        Assert.InRange(report.Time!.WithinMinuteShare, 0.9, 1);
        Assert.InRange(report.Time.SingleDayUserShare, 0.4, 0.8);
        Assert.All(report.Slices.Skip(1), static s => Assert.InRange(s.NewItemShare, 0.01, 0.3));
        Assert.All(report.Slices.Skip(1), static s => Assert.InRange(s.TopOverlap!.Value, 0.2, 0.9));
        Assert.InRange(report.ColdStart!.ColdItemInteractionShare, 0.01, 0.3);
    }

    [Fact]
    public void Create_Rows_NeverPrecedeTheMovie()
    {
        MovieDataSet<long, long> data = SyntheticDataSet.Create(new SyntheticOptions { Users = 300, Movies = 1000, Interactions = 30_000, Seed = 2 });
        int late = 0;
        for (int row = 0; row < data.Log.Count; row++)
        {
            long added = data.Catalog.GetAddedAt(data.Log.Items[row]);
            Assert.True(data.Log.Timestamps[row] >= added, $"row {row} is rated before its movie appeared");
            late += added > SyntheticMovies.Start ? 1 : 0;
        }

        Assert.True(late > 3000, "new movies are rated too");
    }

    [Fact]
    public void Create_PlantedTastes_LetAlsBeatPopularityClearly()
    {
        MovieDataSet<long, long> data = SyntheticDataSet.Create(new SyntheticOptions { Users = 1500, Movies = 1500, Interactions = 100_000 });
        InteractionLog log = data.Log;
        List<int> train = [];
        Dictionary<int, HashSet<int>> held = [];
        Random random = new(1);
        for (int row = 0; row < log.Count; row++)
        {
            if (log.Ratings[row] >= 4 && random.Next(5) == 0)
            {
                (held.TryGetValue(log.Users[row], out HashSet<int>? items) ? items : held[log.Users[row]] = []).Add(log.Items[row]);
            }
            else
            {
                train.Add(row);
            }
        }

        TrainingData training = TrainingData.FromLog(log.Select([.. train]));
        double popularity = HitRate(new PopularityTrainer().Fit(training), held);
        double als = HitRate(new AlsTrainer(new AlsOptions { Factors = 24 }).Fit(training), held);
        Assert.True(als > 1.3 * popularity, FormattableString.Invariant($"hits of 10: ALS {als:F4}, popularity {popularity:F4}"));
    }

    [Fact]
    public void Catalog_Movies_AreRecognisablySynthetic()
    {
        MovieDataSet<long, long> data = SyntheticDataSet.Create(new SyntheticOptions { Users = 10, Movies = 200, Interactions = 300 });
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(FormattableString.Invariant($"Synthetic Movie {i + 1:D5}"), data.Catalog.GetTitle(i));
            Assert.InRange(data.Catalog.GetGenres(i).Count, 1, 3);
            Assert.InRange(data.Catalog.GetYear(i), 1920, 2016);
        }
    }

    [Fact]
    public void Options_OutOfRange_SayTheRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SyntheticOptions { Users = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SyntheticOptions { Interactions = 100_000_001 });
        Assert.Throws<ArgumentException>(static () => new SyntheticOptions { Name = "" });
        SyntheticOptions tooMany = new() { Users = 10, Movies = 10, Interactions = 41 };
        Assert.Equal(40, tooMany.MaxInteractions);
        Assert.Contains("10 … 40", Assert.Throws<ArgumentException>(() => SyntheticDataSet.Create(tooMany)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SyntheticDataSet.Write(_temporary["set"], tooMany with { Interactions = 9 }));
        Assert.Empty(_temporary.Names());
    }

    [Fact]
    public void Create_FullestPossible_FillsEveryUser()
    {
        SyntheticOptions options = new() { Users = 20, Movies = 50, Interactions = 400 };
        Assert.Equal(options.MaxInteractions, options.Interactions);
        DataQualityReport report = DataQuality.Analyze(SyntheticDataSet.Create(options));
        Assert.Equal((20, 20), (report.PerUser.Minimum, report.PerUser.Maximum));
    }

    [Fact]
    public void Defaults_AreTheSizeOfLatestSmall()
    {
        SyntheticOptions options = new();
        Assert.Equal((610, 9742, 100_836, 1, "synthetic"), (options.Users, options.Movies, options.Interactions, options.Seed, options.Name));
    }

    [Fact]
    public void Write_Cancelled_LeavesNothing()
    {
        using CancellationTokenSource cancellation = new();
        CancelAtFirstReport progress = new(cancellation);
        SyntheticOptions options = new() { Users = 3000, Movies = 1000, Interactions = 300_000 };
        Assert.ThrowsAny<OperationCanceledException>(() => SyntheticDataSet.Write(_temporary["set"], options, progress, cancellation.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => SyntheticDataSet.WriteMovieLensCsv(_temporary["csv"], options, progress, cancellation.Token));
        Assert.Empty(_temporary.Names());
    }

    private static double HitRate(IRecommender model, Dictionary<int, HashSet<int>> held)
    {
        ScoredItem[] top = new ScoredItem[10];
        int hits = 0;
        foreach ((int user, HashSet<int> items) in held)
        {
            int written = model.Recommend(RecommendationQuery.ForUser(user), top);
            hits += top.Take(written).Count(s => items.Contains(s.ItemIndex));
        }

        return hits / (10.0 * held.Count);
    }

    private sealed class CancelAtFirstReport(CancellationTokenSource cancellation) : IProgress<DataSetProgress>
    {
        public void Report(DataSetProgress value)
        {
            Assert.True(value.Rows < value.TotalRows, "cancelled too late to test anything");
            cancellation.Cancel();
        }
    }
}
