namespace MovieRec.Serving.Tests.Publishing;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ModelStore<string, int> Store(int keep = 3) => new(new ModelStoreOptions { Path = _folder["store"], Keep = keep });

    public static TheoryData<int> Steps() => [.. Enum.GetValues<PublishStep>().Select(s => (int)s)];

    [Fact]
    public void Open_EmptyFolder_SaysThatThereIsNone()
    {
        StoreOpening<string, int> opening = Store().Open();

        Assert.Null(opening.Generation);
        Assert.Contains("no model", opening.DegradedReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_ThenOpen_AnswersAlike()
    {
        Recommender<string, int> recommender = TestModels.Als();
        Store().Publish(recommender, new PublishRequest<string, int> { Metrics = new Dictionary<string, double> { ["NDCG@10"] = 0.25 } });

        StoreOpening<string, int> opening = Store().Open();

        Assert.Equal("", opening.DegradedReason);
        Assert.Equal(recommender.ModelVersion, opening.Generation!.ModelVersion);
        Assert.Equal(recommender.Recommend("u05"), opening.Generation.Recommender.Recommend("u05"));
        Assert.Equal(0.25, opening.Model!.Metrics["NDCG@10"]);
    }

    /// <summary>The machine stops at each step in turn: a restart answers from exactly the old version or the new one, and the next publication works.</summary>
    [Theory]
    [MemberData(nameof(Steps))]
    public void Publish_KilledAtStep_LeavesTheOldOrTheNewVersion(int killedAt)
    {
        Recommender<string, int> old = TestModels.Als();
        Recommender<string, int> @new = TestModels.Als(dataSeed: 1);
        Store().Publish(old);
        ModelStore<string, int> store = Store();
        store.StepReached = step =>
        {
            if ((int)step == killedAt)
            {
                throw new SimulatedKillException();
            }
        };

        Assert.Throws<SimulatedKillException>(() => store.Publish(@new));

        StoreOpening<string, int> opening = Store().Open();
        bool isNew = (PublishStep)killedAt >= PublishStep.CurrentReplaced;
        Assert.Equal("", opening.DegradedReason);
        Assert.Equal((isNew ? @new : old).ModelVersion, opening.Generation!.ModelVersion);
        Assert.Equal((isNew ? @new : old).Recommend("u05"), opening.Generation.Recommender.Recommend("u05"));
        Recommender<string, int> third = TestModels.Als(dataSeed: 2);
        Store().Publish(third);
        Assert.Equal(third.ModelVersion, Store().Open().Generation!.ModelVersion);
        Assert.Empty(Directory.GetDirectories(_folder["store/models"], ".tmp-*"));
    }

    [Fact]
    public void Publish_Fifth_KeepsTheLastThree()
    {
        for (int i = 0; i < 5; i++)
        {
            Store().Publish(TestModels.Als(dataSeed: i));
        }

        string[] versions = [.. Directory.GetDirectories(_folder["store/models"]).Select(d => Path.GetFileName(d)!).Order()];
        Assert.Equal(3, versions.Length);
        Assert.StartsWith("00000003-", versions[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.mrec")]
    [InlineData("manifest")]
    public void Open_CurrentVersionDamaged_WalksBackAndSaysSo(string file)
    {
        Recommender<string, int> old = TestModels.Als();
        Store().Publish(old);
        Store().Publish(TestModels.Als(dataSeed: 1));
        string path = Path.Combine(_folder["store/models"], Store().ReadCurrent()!, file);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        StoreOpening<string, int> opening = Store().Open();

        Assert.Equal(old.ModelVersion, opening.Generation!.ModelVersion);
        Assert.Contains("does not verify", opening.DegradedReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CurrentDamagedOrMissing_TakesTheNewestAndSaysSo()
    {
        Store().Publish(TestModels.Als());
        Recommender<string, int> @new = TestModels.Als(dataSeed: 1);
        Store().Publish(@new);
        File.WriteAllText(_folder["store/CURRENT"], "garbage\n");

        StoreOpening<string, int> damaged = Store().Open();
        File.Delete(_folder["store/CURRENT"]);
        StoreOpening<string, int> missing = Store().Open();

        Assert.Equal(@new.ModelVersion, damaged.Generation!.ModelVersion);
        Assert.Contains("CURRENT", damaged.DegradedReason, StringComparison.Ordinal);
        Assert.Equal(@new.ModelVersion, missing.Generation!.ModelVersion);
        Assert.Contains("CURRENT is missing", missing.DegradedReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_CheckRefuses_ChangesNothing()
    {
        Store().Publish(TestModels.Als());
        string[] before = Files();

        Assert.Throws<InvalidOperationException>(() => Store().Publish(
            TestModels.Als(dataSeed: 1), new PublishRequest<string, int> { Check = _ => throw new InvalidOperationException("no") }));

        Assert.Equal(before, Files());
    }

    [Fact]
    public void Rollback_OlderVersion_BecomesCurrent()
    {
        Recommender<string, int> old = TestModels.Als();
        string version = Store().Publish(old).StoredVersion;
        Store().Publish(TestModels.Als(dataSeed: 1));

        Store().Rollback(version);

        Assert.Equal(old.ModelVersion, Store().Open().Generation!.ModelVersion);
    }

    [Fact]
    public void Publish_AnotherProcessPublishes_IsToldAndTheFolderStays()
    {
        Store().Publish(TestModels.Als());
        using FileStream other = new(_folder["store/.lock"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        IOException error = Assert.Throws<IOException>(() => Store().Publish(TestModels.Als(dataSeed: 1)));

        Assert.Contains("Another process", error.Message, StringComparison.Ordinal);
    }

    private string[] Files() =>
        [.. Directory.GetFiles(_folder["store"], "*", SearchOption.AllDirectories).Order().Select(f => $"{f} {new FileInfo(f).Length}")];
}
