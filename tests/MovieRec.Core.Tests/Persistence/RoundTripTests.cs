namespace MovieRec.Tests.Persistence;

/// <summary>What is loaded is what was saved, bit for bit, for every kind of id and every shape of data.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<IdKind, IdKind> IdKindPairs()
    {
        TheoryData<IdKind, IdKind> pairs = [];
        foreach (IdKind user in Enum.GetValues<IdKind>())
        {
            foreach (IdKind item in Enum.GetValues<IdKind>())
            {
                pairs.Add(user, item);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(IdKindPairs))]
    public void SaveLoad_EveryIdKind_SameBits(IdKind user, IdKind item)
    {
        Action<SampleShape, InteractionOptions?> check = (user, item) switch
        {
            (IdKind.Int32, _) => WithItem<int>(item),
            (IdKind.Int64, _) => WithItem<long>(item),
            (IdKind.String, _) => WithItem<string>(item),
            _ => WithItem<Guid>(item),
        };
        check(SampleShape.All, null);

        static Action<SampleShape, InteractionOptions?> WithItem<TUserId>(IdKind item)
            where TUserId : notnull => item switch
            {
                IdKind.Int32 => CheckAls<TUserId, int>,
                IdKind.Int64 => CheckAls<TUserId, long>,
                IdKind.String => CheckAls<TUserId, string>,
                _ => CheckAls<TUserId, Guid>,
            };
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void SaveLoad_EveryShape_SameBits(int shape)
    {
        // Without ratings, or with threshold 0, liked and seen are one matrix; with the default threshold they are two.
        CheckAls<int, string>((SampleShape)shape, null);
        CheckAls<int, string>((SampleShape)shape, new InteractionOptions { PositiveThreshold = 0 });
        CheckAls<int, string>((SampleShape)shape, new InteractionOptions { Weighting = InteractionWeighting.Rating });
    }

    [Fact]
    public void SaveLoad_SharedHistory_StaysOneObjectAndSeparateStayTwo()
    {
        using TemporaryFolder folder = new();
        Recommender<int, int> shared = Reload(SampleData.Als<int, int>(options: new InteractionOptions { PositiveThreshold = 0 }), folder);
        Recommender<int, int> separate = Reload(SampleData.Als<int, int>(), folder);

        Assert.Same(shared.Histories.Liked, shared.Histories.Seen);
        Assert.NotSame(separate.Histories.Liked, separate.Histories.Seen);
        Assert.True(separate.Histories.Liked.Count < separate.Histories.Seen.Count);
    }

    [Fact]
    public void SaveLoad_PopularityWithHalfLife_SameScoresAndOptions()
    {
        using TemporaryFolder folder = new();
        PopularityTrainer trainer = new(new PopularityOptions { HalfLife = TimeSpan.FromDays(1.5) });
        Recommender<int, int> saved = Recommender<int, int>.Train(SampleData.Create<int, int>(), trainer);

        Recommender<int, int> loaded = Reload(saved, folder);

        PopularityModel before = Assert.IsType<PopularityModel>(saved.Model);
        PopularityModel after = Assert.IsType<PopularityModel>(loaded.Model);
        Assert.Equal(before.Scores, after.Scores);
        Assert.Equal(before.Options, after.Options);
        Assert.Null(loaded.Fallback);
        Assert.Equal(saved.ModelVersion, loaded.ModelVersion);
    }

    [Fact]
    public void SaveLoad_EmptyDataSet_LoadsAndAnswersNothing()
    {
        using TemporaryFolder folder = new();
        InteractionLogResult<string, Guid> nothing = new InteractionLogBuilder<string, Guid>().Build();
        MovieDataSet<string, Guid> data = new(nothing.Users, nothing.Items, nothing.Log);
        Recommender<string, Guid> saved = Recommender<string, Guid>.Train(data, new AlsTrainer(SampleData.AlsOptions));

        Recommender<string, Guid> loaded = Reload(saved, folder);

        Assert.Equal(0, loaded.Items.Count);
        Assert.Empty(loaded.Recommend("anybody"));
        Assert.Equal(RecommendationRung.None, loaded.Recommend("anybody").Rung);
        Assert.Equal(saved.ModelVersion, loaded.ModelVersion);
    }

    [Fact]
    public void SaveLoad_AppendedIds_KeepTheirIndices()
    {
        using TemporaryFolder folder = new();
        Recommender<int, int> sample = SampleData.Als<int, int>();
        IdMap<int> items = IdMap<int>.Create(sample.Items.Ids[1..].ToArray()).Append([sample.Items[0]]);
        Recommender<int, int> saved = new(sample.Users, items, sample.Model, sample.Fallback, sample.Catalog, sample.Histories, sample.Sources);

        Recommender<int, int> loaded = Reload(saved, folder);

        Assert.Equal(items.Ids, loaded.Items.Ids);
        Assert.Equal(sample.Items[0], loaded.Items[items.Count - 1]);
        Assert.Equal(items.Fingerprint, loaded.Items.Fingerprint);
    }

    [Fact]
    public void Save_TwiceAndAfterLoading_SameBytes()
    {
        using TemporaryFolder folder = new();
        Recommender<long, string> model = SampleData.Als<long, string>();
        model.Save(folder.File("a"));
        model.Save(folder.File("b"));
        Recommender<long, string>.Load(folder.File("a")).Save(folder.File("c"));

        byte[] bytes = File.ReadAllBytes(folder.File("a"));
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("b")));
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("c")));
    }

    [Fact]
    public void Save_OtherPathTimeAndThreads_SameBytes()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("a-folder-with-a-name"));
        SampleData.Als<long, string>().Save(folder.File("one.mrec"));
        SampleData.Als<long, string>(als: SampleData.AlsOptions with { MaxDegreeOfParallelism = 2 })
            .Save(folder.File("a-folder-with-a-name/two.mrec"));

        byte[] bytes = File.ReadAllBytes(folder.File("one.mrec"));
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("a-folder-with-a-name/two.mrec")));
        Assert.True(bytes.AsSpan().IndexOf("one.mrec"u8) < 0);
        Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName)) < 0);
    }

    [Fact]
    public void Load_OtherIdTypes_SaysWhichTypesTheFileHas()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        SampleData.Als<int, string>().Save(path);

        ModelFormatException e = Assert.Throws<ModelFormatException>(() => Recommender<long, string>.Load(path));

        Assert.Equal("bundle", e.Section);
        Assert.Contains("Int32 user ids and String item ids", e.Reason, StringComparison.Ordinal);
        Assert.Contains("asked for Int64 and String", e.Reason, StringComparison.Ordinal);
        Assert.Equal(new ModelIdKinds(IdKind.Int32, IdKind.String), ModelBundle.ReadIdKinds(path));
    }

    [Fact]
    public void ReadSummary_TellsWhatTheFileHolds()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Recommender<int, string> model = SampleData.Als<int, string>();
        model.Save(path);

        ModelSummary summary = ModelBundle.ReadSummary(path);

        Assert.Equal("als", summary.Format);
        Assert.Equal(1, summary.FormatVersion);
        Assert.Equal(SampleData.UserCount, summary.UserCount);
        Assert.Equal(SampleData.MovieCount, summary.ItemCount);
        Assert.Equal(model.Model.Info.OptionValues, summary.Options);
        Assert.Equal("popularity", summary.Fallback?.Algorithm);
        Assert.True(summary.IncludesHistory);
        Assert.Equal([SampleData.Info], summary.Sources);
        Assert.Equal(new FileInfo(path).Length, summary.FileLength);
        Assert.Equal(Convert.ToHexStringLower(File.ReadAllBytes(path).AsSpan()[^16..]), summary.Checksum);
    }

    private static void CheckAls<TUserId, TItemId>(SampleShape shape, InteractionOptions? options)
        where TUserId : notnull
        where TItemId : notnull
    {
        using TemporaryFolder folder = new();
        Recommender<TUserId, TItemId> saved = SampleData.Als<TUserId, TItemId>(shape, options);
        Recommender<TUserId, TItemId> loaded = Reload(saved, folder);

        Assert.Equal(saved.Users.Ids.ToArray(), loaded.Users.Ids.ToArray());
        Assert.Equal(saved.Items.Ids.ToArray(), loaded.Items.Ids.ToArray());
        Assert.Equal(saved.Histories.Liked.Fingerprint, loaded.Histories.Liked.Fingerprint);
        Assert.Equal(saved.Histories.Seen.Fingerprint, loaded.Histories.Seen.Fingerprint);
        Assert.Equal(saved.Sources, loaded.Sources);
        Assert.Equal(saved.ModelVersion, loaded.ModelVersion);
        Assert.Equal(saved.Model.Info, loaded.Model.Info);
        for (int i = 0; i < saved.Items.Count; i++)
        {
            MovieMetadata before = saved.Catalog.GetMetadata(i);
            MovieMetadata after = loaded.Catalog.GetMetadata(i);
            Assert.Equivalent(before, after, strict: true);
        }

        AlsModel a = Assert.IsType<AlsModel>(saved.Model);
        AlsModel b = Assert.IsType<AlsModel>(loaded.Model);
        Assert.Equal(a.ItemFactors.Values, b.ItemFactors.Values);
        Assert.Equal(a.UserFactors.Values, b.UserFactors.Values);
        Assert.Equal(a.Side.GramMatrix, b.Side.GramMatrix);
        Assert.Equal(a.Losses, b.Losses);
        Assert.Equal(a.RankableItems.Words, b.RankableItems.Words);
        Assert.Equal(((PopularityModel)saved.Fallback!).Scores, ((PopularityModel)loaded.Fallback!).Scores);
        foreach (TUserId user in saved.Users.Ids)
        {
            Assert.Equal(saved.Recommend(user), loaded.Recommend(user));
        }

        TItemId[] liked = [saved.Items[2], saved.Items[4]];
        Assert.Equal(saved.RecommendFor(liked), loaded.RecommendFor(liked));
        Assert.Equal(
            saved.ExplainFor(liked, saved.Items[6]).Contributions, loaded.ExplainFor(liked, saved.Items[6]).Contributions);
    }

    private static Recommender<TUserId, TItemId> Reload<TUserId, TItemId>(Recommender<TUserId, TItemId> model, TemporaryFolder folder)
        where TUserId : notnull
        where TItemId : notnull
    {
        string path = folder.File("model.mrec");
        model.Save(path);
        return Recommender<TUserId, TItemId>.Load(path);
    }
}
