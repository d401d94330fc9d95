using System.Text;

namespace MovieRec.Serving.Tests.Forgetting;

public sealed class ForgetterTests : IDisposable
{
    private const long Person = 4711;
    private readonly TemporaryFolder _folder = new();
    private readonly PseudonymKeyRing _keys = TestEvents.Ring();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Everything at once: a person with events in the log, in exports, in a backup and in three models is forgotten. After the next
    /// publication no file holds a byte of the pseudonym, and the model is, byte for byte, one trained without the person's rows.
    /// </summary>
    [Fact]
    public async Task Complete_AfterTheNextPublication_NoArtefactHoldsThePersonAndTheModelIsTheOneWithoutThem()
    {
        string pseudonym = _keys.PseudonymOf(Person);
        byte[] withoutPerson = await Trained(_folder["clean"], includePerson: false, forget: false);
        byte[] withPerson = await Trained(_folder["known"], includePerson: true, forget: false);
        byte[] forgotten = await Trained(_folder["forgotten"], includePerson: true, forget: true);

        Assert.Equal(withoutPerson, forgotten);
        Assert.NotEqual(withoutPerson, withPerson);
        Assert.NotEmpty(FilesWith(_folder["known"], pseudonym));
        Assert.Empty(FilesWith(_folder["forgotten"], pseudonym));
        Assert.Empty(FilesWith(_folder["forgotten"], Person.ToString(System.Globalization.CultureInfo.InvariantCulture) + "-secret"));
    }

    [Fact]
    public async Task Apply_BackupRestoredAfterForgetting_RemovesTheRowsBeforeServing()
    {
        string log = _folder["feedback.db"];
        Tombstones tombstones = Tombstones.Open(_folder["tombstones"]);
        using (FeedbackLog<int> first = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = log }))
        {
            await first.AppendAsync(TestEvents.Record(_keys.PseudonymOf(Person), 1));
            await first.AppendAsync(TestEvents.Record(_keys.PseudonymOf(2L), 1));
            await first.BackupAsync(_folder["copy.db"]);
        }

        tombstones.Add(_keys.AllPseudonymsOf(Person));
        File.Delete(log);
        File.Move(_folder["copy.db"], log);
        using FeedbackLog<int> restored = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = log });

        int removed = await new Forgetter<int>(Tombstones.Open(_folder["tombstones"]), restored).ApplyAsync();

        Assert.Equal(1, removed);
        Assert.Equal(_keys.PseudonymOf(2L), Assert.Single(restored.ReadAll()).Event.UserPseudonym);
    }

    [Fact]
    public async Task Complete_CurrentModelStillKnowsThePerson_IsRefused()
    {
        using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = _folder["feedback.db"] });
        ModelStore<string, int> store = new(new ModelStoreOptions { Path = _folder["store"] });
        store.Publish(TestModels.Als());
        Tombstones tombstones = Tombstones.Open(_folder["tombstones"]);
        tombstones.Add(["u03"]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => new Forgetter<int>(tombstones, log, store).CompleteAsync());

        Assert.Equal(1, tombstones.PendingCount);
    }

    [Fact]
    public void Tombstones_ReopenedAndLifted_RememberAndForget()
    {
        Tombstones.Open(_folder["t"]).Add(["k1.a", "k2.b"]);
        Tombstones reopened = Tombstones.Open(_folder["t"]);

        Assert.True(reopened.Contains("k1.a"));
        Assert.False(reopened.Contains("k1.c"));
        Assert.DoesNotContain("k1.a", File.ReadAllText(_folder["t"]), StringComparison.Ordinal);
        reopened.Lift(["k1.a"]);
        Assert.False(Tombstones.Open(_folder["t"]).Contains("k1.a"));
    }

    [Fact]
    public void Tombstones_Damaged_AreNotTakenForNone()
    {
        Tombstones.Open(_folder["t"]).Add(["k1.a"]);
        byte[] bytes = File.ReadAllBytes(_folder["t"]);
        bytes[5] ^= 1;
        File.WriteAllBytes(_folder["t"], bytes);

        Assert.Throws<InvalidDataException>(() => Tombstones.Open(_folder["t"]));
    }

    private async Task<byte[]> Trained(string root, bool includePerson, bool forget)
    {
        string Inside(string name) => Path.Combine(root, name);
        Tombstones tombstones = Tombstones.Open(Inside("tombstones"));
        FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = Inside("log/feedback.db"), RetainAfterExport = TimeSpan.Zero });
        FeedbackExport<int> export = new(Inside("exports"));
        ModelStore<string, int> store = new(new ModelStoreOptions { Path = Inside("store") });
        using RecommenderHost<string, int> host = new();
        Forgetter<int> forgetter = new(tombstones, log, store, export, new ForgetterOptions
        {
            BackupFolders = [Inside("backups")],
            DisposableFolders = [Inside("rejects")],
            DataSetFolder = Inside("dataset"),
        });
        FeedbackTrainingSource<int> source = new(log, export, () => TestModels.Data(), tombstones);
        using (log)
        {
            for (int round = 0; round < 3; round++)
            {
                for (int user = 1; user <= 5; user++)
                {
                    await log.AppendAsync(TestEvents.Record(_keys.PseudonymOf((long)user), (user * 3) + round, minutes: user + (round * 60)));
                }

                if (includePerson)
                {
                    await log.AppendAsync(TestEvents.Record(_keys.PseudonymOf(Person), 7 + round, minutes: round * 60));
                }

                if (round < 2)
                {
                    await Publish();
                }
            }

            Directory.CreateDirectory(Inside("backups"));
            await log.BackupAsync(Inside("backups/sunday.db"));
            Directory.CreateDirectory(Inside("rejects"));
            File.WriteAllText(Inside("rejects/rows.txt"), $"{_keys.PseudonymOf(includePerson ? Person : 1)},x");
            export.WriteDataSet(Inside("dataset"));
            if (forget)
            {
                RecommendationService<long, int> service = new(host, log, _keys, new RecommendationServiceOptions { Tombstones = tombstones });
                await service.ForgetAsync(Person);
                Assert.Equal(RecommendationRung.Popular, service.Recommend(Person).Rung);
            }

            await Publish();
            if (forget)
            {
                ForgetReport report = await forgetter.CompleteAsync();
                Assert.True(report is { People: 1, Models: > 0, Events: > 0, Backups: 1 }, report.ToString());
                Assert.Equal(0, tombstones.PendingCount);
            }
        }

        return File.ReadAllBytes(Path.Combine(root, "store/models", store.ReadCurrent()!, "model.mrec"));

        async Task Publish() => host.Publish(store.Publish(
            Recommender<string, int>.Train(await source.LoadAsync(CancellationToken.None), new AlsTrainer(TestModels.Options()))));
    }

    private static string[] FilesWith(string folder, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => File.ReadAllBytes(f).AsSpan().IndexOf(bytes) >= 0)];
    }
}
