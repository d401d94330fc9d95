namespace MovieRec.Data.Tests.Quality;

public sealed class DataQualityTests
{
    /// <summary>
    /// Six rows by hand. User 0: item 0 (5 stars, t 100), item 1 (4, t 100), item 2 (3, t 200). User 1: item 0 (4.5, t 90,000),
    /// item 1 (1, t 180,000). User 2: item 0 (2, time unknown). User 3 and item 3 have none.
    /// </summary>
    private static readonly MovieDataSet<long, long> Tiny = new(
        IdMap<long>.Create([1, 2, 3, 4]),
        IdMap<long>.Create([10, 20, 30, 40]),
        InteractionLog.Create(
            4, 4, [0, 0, 0, 1, 1, 2], [0, 1, 2, 0, 1, 0], [5f, 4f, 3f, 4.5f, 1f, 2f], [100, 100, 200, 90_000, 180_000, 0]),
        MovieCatalog.Create([new MovieMetadata { Title = "A", Year = 1990 }, new MovieMetadata { Title = "B" }, null, null]));

    [Fact]
    public void Analyze_TinyData_CountsByHand()
    {
        DataQualityReport report = DataQuality.Analyze(Tiny);
        Assert.Equal((4, 4, 6), (report.Users, report.Items, report.Interactions));
        Assert.Equal((1, 1, 3), (report.UsersWithoutInteractions, report.ItemsWithoutInteractions, report.LikedInteractions));
        Assert.Equal(6 / 16.0, report.Density);
        Assert.Equal(19.5 / 6, report.MeanRating);
        Assert.Equal([1f, 2f, 3f, 4f, 4.5f, 5f], report.Ratings.Select(static b => b.Lowest));
        Assert.All(report.Ratings, static b => Assert.Equal((1, 1 / 6.0, b.Lowest), (b.Count, b.Share, b.Highest)));
    }

    [Fact]
    public void Analyze_TinyData_LongTailByHand()
    {
        // Items have 3, 2, 1, 0 interactions; 1, 10 and 20 % of four items are one item each.
        LongTailReport tail = DataQuality.Analyze(Tiny).LongTail;
        Assert.Equal((0.5, 0.5, 0.5), (tail.Top1PercentShare, tail.Top10PercentShare, tail.Top20PercentShare));
        Assert.Equal((1, 2), (tail.ItemsForHalf, tail.ItemsFor80Percent));

        // (−3·0 − 1·1 + 1·2 + 3·3) / (4 · 6)
        Assert.Equal(10 / 24.0, tail.Gini, 1e-12);
    }

    [Fact]
    public void Analyze_TinyData_QuantilesAndCoresByHand()
    {
        DataQualityReport report = DataQuality.Analyze(Tiny, new DataQualityOptions { Minima = [1, 2, 3] });
        Assert.Equal(new CountQuantiles(1, 1, 1, 2, 3, 3, 3, 3, 2), report.PerUser);
        Assert.Equal(new CountQuantiles(1, 1, 1, 2, 3, 3, 3, 3, 2), report.PerItem);

        // Minimum 2 drops user 2 and item 2; users 0 and 1 keep items 0 and 1. Minimum 3 leaves nothing.
        Assert.Equal(
            [new CutoffEffect(1, 3, 3, 6, 1, 6 / 9.0), new CutoffEffect(2, 2, 2, 4, 4 / 6.0, 1), new CutoffEffect(3, 0, 0, 0, 0, 0)],
            report.Cutoffs);
        Assert.Equal(1, report.SuggestedMinimum);
    }

    [Fact]
    public void Analyze_CoreThatUnravels_IsFollowedToTheEnd()
    {
        // A path u0–i0–u1–i1–u2: every drop at one end makes the next node too small, and the 2-core is empty.
        InteractionLog log = InteractionLog.Create(3, 2, [0, 1, 1, 2], [0, 0, 1, 1]);
        MovieDataSet<long, long> path = new(IdMap<long>.Create([1, 2, 3]), IdMap<long>.Create([1, 2]), log);
        Assert.Equal(0, DataQuality.Analyze(path, new DataQualityOptions { Minima = [2] }).Cutoffs[0].Interactions);
    }

    [Fact]
    public void Analyze_TinyData_BurstsByHand()
    {
        // Gaps of the three rows with a predecessor: 0, 100 and 90,000 seconds. Users 0 and 1 have two known times.
        TimeReport time = DataQuality.Analyze(Tiny).Time!;
        Assert.Equal(new TimeReport(100, 180_000, 1, 1 / 3.0, 1 / 3.0, 2 / 3.0, 2 / 3.0, 1, 0.5), time);
    }

    [Fact]
    public void Analyze_TinyData_ColdSharesByHand()
    {
        // Times in order: 100, 100, 200, 90,000, 180,000; position 3 is 90,000. Test: both rows of user 1, on items of user 0.
        Assert.Equal(
            new ColdStartReport(90_000, 3, 2, 1, 1, 2, 0, 1, 0),
            DataQuality.Analyze(Tiny, new DataQualityOptions { TrainShare = 0.6 }).ColdStart);
        Assert.Equal(new ColdStartReport(180_000, 4, 1, 1, 0, 1, 0, 0, 0), DataQuality.Analyze(Tiny).ColdStart);
    }

    [Fact]
    public void Analyze_TinyData_SlicesByHand()
    {
        IReadOnlyList<TimeSlice> slices = DataQuality.Analyze(Tiny, new DataQualityOptions { TimeSlices = 2 }).Slices;
        Assert.Equal(
            [new TimeSlice(100, 100, 2, 1, 1, null, null), new TimeSlice(200, 180_000, 3, 2 / 3.0, 1 / 3.0, 2 / 3.0, null)], slices);
    }

    [Theory]
    [InlineData(new[] { 3, 2, 1, 0 }, new[] { 1, 2, 3, 0 }, -1.0)]
    [InlineData(new[] { 1, 2, 2 }, new[] { 1, 2, 3 }, 0.8660254037844387)]
    [InlineData(new[] { 5, 6 }, new[] { 7, 9 }, 1.0)]
    public void Spearman_HandComputed_Agrees(int[] first, int[] second, double expected) =>
        Assert.Equal(expected, RankCorrelation.Spearman(first, second)!.Value, 1e-12);

    [Fact]
    public void Spearman_ConstantOrShort_IsUndefined()
    {
        Assert.Null(RankCorrelation.Spearman([1, 1], [1, 2]));
        Assert.Null(RankCorrelation.Spearman([1, 0], [2, 0]));
        Assert.Null(RankCorrelation.Spearman([], []));
    }

    [Fact]
    public void Analyze_TinyData_MetadataByHand()
    {
        IReadOnlyList<FieldCoverage> metadata = DataQuality.Analyze(Tiny).Metadata;
        Assert.Equal(
            ["title", "year", "genres", "language", "overview", "directors", "cast", "keywords", "imdbId", "tmdbId", "addedAt"],
            metadata.Select(static f => f.Field));
        Assert.Equal(new FieldCoverage("title", 2, 0.5, 1 / 6.0), metadata[0]);
        Assert.Equal(new FieldCoverage("year", 3, 0.75, 3 / 6.0), metadata[1]);
        Assert.Equal(new FieldCoverage("genres", 4, 1, 1), metadata[2]);
    }

    [Fact]
    public void Analyze_NoRatingsNoTimes_SaysSoInsteadOfInventing()
    {
        InteractionLog log = InteractionLog.Create(1, 2, [0, 0], [0, 1]);
        DataQualityReport report = DataQuality.Analyze(new MovieDataSet<long, long>(IdMap<long>.Create([1]), IdMap<long>.Create([1, 2]), log));
        Assert.Equal(2, report.LikedInteractions);
        Assert.Empty(report.Ratings);
        Assert.Null(report.MeanRating);
        Assert.Null(report.Time);
        Assert.Null(report.ColdStart);
        Assert.Empty(report.Slices);
    }

    [Fact]
    public void Analyze_AllTimesUnknown_HasNoTimeReport()
    {
        InteractionLog log = InteractionLog.Create(1, 2, [0, 0], [0, 1], timestamps: [0, 0]);
        Assert.Null(DataQuality.Analyze(new MovieDataSet<long, long>(IdMap<long>.Create([1]), IdMap<long>.Create([1, 2]), log)).Time);
    }

    [Fact]
    public void Analyze_Empty_IsAllZero()
    {
        MovieDataSet<long, long> empty = new(IdMap<long>.Empty, IdMap<long>.Empty, InteractionLog.Create(0, 0, [], []));
        DataQualityReport report = DataQuality.Analyze(empty);
        Assert.Equal(0, report.Density);
        Assert.Equal(0, report.LongTail.Gini);
        Assert.Equal(0, report.LongTail.ItemsForHalf);
        Assert.Equal(new CountQuantiles(0, 0, 0, 0, 0, 0, 0, 0, 0), report.PerUser);
    }

    [Fact]
    public void Analyze_ManyRatingValues_AreBinned()
    {
        int[] items = [.. Enumerable.Range(0, 100)];
        InteractionLog log = InteractionLog.Create(1, 100, new int[100], items, [.. items.Select(static i => (float)i)]);
        IReadOnlyList<RatingBin> bins = DataQuality.Analyze(new MovieDataSet<long, long>(
            IdMap<long>.Create([1]), IdMap<long>.Create(items.Select(static i => (long)i)), log)).Ratings;
        Assert.Equal(20, bins.Count);
        Assert.Equal(100, bins.Sum(static b => b.Count));
        Assert.Equal((0f, 99f), (bins[0].Lowest, bins[^1].Highest));
        Assert.All(bins, static b => Assert.Equal(5, b.Count));
    }

    [Fact]
    public void Analyze_CancelledToken_Ends() => Assert.ThrowsAny<OperationCanceledException>(
        () => DataQuality.Analyze(Tiny, cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public void Overlap_DifferentIdMaps_ComparesIds()
    {
        // Test: user 2 × item 10 (in train), user 2 × item 30 (not), user 9 × item 10 (unknown user), user 4 × item 40 (known to the maps, without rows).
        MovieDataSet<long, long> test = new(
            IdMap<long>.Create([2, 4, 9]),
            IdMap<long>.Create([10, 30, 40]),
            InteractionLog.Create(3, 3, [0, 0, 2, 1], [0, 1, 0, 2]));
        OverlapReport overlap = DataQuality.Overlap(Tiny, test);
        Assert.Equal(new OverlapReport(4, 1, 3, 1, 3, 2), overlap);
        Assert.Equal(0.25, overlap.SharedPairShare);
    }

    [Fact]
    public void Analyze_LatestSmall_HasTheKnownFacts()
    {
        ImportResult<long, long> import = ReferenceData.LatestSmall();
        DataQualityReport report = DataQuality.Analyze(import.DataSet, null, import.Report);
        Assert.Equal((610, 9742, 100_836), (report.Users, report.Items, report.Interactions));
        Assert.Equal(18, report.ItemsWithoutInteractions);
        Assert.Equal([1370, 2811, 1791, 7551, 5550, 20_047, 13_136, 26_818, 8551, 13_211], report.Ratings.Select(static b => b.Count));
        Assert.Equal(26_818 + 8551 + 13_211, report.LikedInteractions);
        Assert.Equal(3.501557, report.MeanRating!.Value, 1e-6);
        Assert.Equal((20, 70, 2698), (report.PerUser.Minimum, report.PerUser.Median, report.PerUser.Maximum));
        Assert.Equal((1, 3, 329), (report.PerItem.Minimum, report.PerItem.Median, report.PerItem.Maximum));
        Assert.Equal(8, report.Metadata.Single(static f => f.Field == "tmdbId").MissingItems);
        Assert.Equal(34, report.Metadata.Single(static f => f.Field == "genres").MissingItems);
        Assert.Equal(0, report.Metadata.Single(static f => f.Field == "title").MissingItems);
        Assert.Equal((828_124_615L, 1_537_799_250L), (report.Time!.Earliest, report.Time.Latest));
        Assert.InRange(report.Time.WithinMinuteShare, 0.7, 1);
        Assert.Equal(0, report.Import!.Rejected);
        Assert.Equal(5, report.Slices.Count);
        Assert.Equal(100_836, report.Slices.Sum(static s => s.Interactions));
    }
}
