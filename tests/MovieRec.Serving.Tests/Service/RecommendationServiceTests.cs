namespace MovieRec.Serving.Tests.Service;

public sealed class RecommendationServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PseudonymKeyRing _keys = TestEvents.Ring();
    private readonly FeedbackLog<int> _log;
    private readonly RecommenderHost<string, int> _host = new();

    public RecommendationServiceTests() => _log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = _folder["log/feedback.db"] });

    public void Dispose()
    {
        _log.Dispose();
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Recommend_NewPersonWithOneSave_IsFoldedInAtOnce()
    {
        _host.Publish(TestModels.Als());
        RecommendationService<long, int> service = new(_host, _log, _keys);
        RecommendationList<int> before = service.Recommend(5);
        await service.RecordAsync(5, 25, FeedbackKind.Save);

        RecommendationList<int> after = service.Recommend(5);

        Assert.Equal(RecommendationRung.Popular, before.Rung);
        Assert.Equal(RecommendationRung.FoldIn, after.Rung);
        Assert.All(after.Take(5), item => Assert.InRange(item.ItemId, 20, 39));
        Assert.DoesNotContain(after, item => item.ItemId == 25);
        Assert.True(after[0].Reason.TryGetAnchor(out int anchor));
        Assert.Equal(25, anchor);
    }

    [Fact]
    public async Task Recommend_Refused_IsNotShownAgain()
    {
        _host.Publish(TestModels.Als());
        RecommendationService<long, int> service = new(_host, _log, _keys);
        int first = service.Recommend(5)[0].ItemId;

        await service.RecordAsync(5, first, FeedbackKind.NotInterested);

        Assert.DoesNotContain(service.Recommend(5, new RecommendOptions { Count = 40 }), item => item.ItemId == first);
    }

    [Fact]
    public async Task Record_TicketOfShownItem_StoresOutcomeThatJoinsItsImpression()
    {
        _host.Publish(TestModels.Als());
        RecommendationService<long, int> service = new(_host, _log, _keys);
        ShownList<int> shown = service.Show(5);
        await service.RecordShownAsync(shown);
        await service.RecordAsync(5, shown[2].Ticket, FeedbackKind.Click);

        Eval.ImpressionLog<int> joined = Eval.ImpressionLog.Join(_log.ReadAll().Select(r => r.Event));

        Assert.Equal(10, joined.Impressions.Count);
        Assert.Equal(0, joined.Counts.Orphans + joined.Counts.Contradictions);
        Assert.Equal(shown[2].Item.ItemId, Assert.Single(joined.Impressions, i => i.Clicked).Impression.ItemId);
    }

    [Fact]
    public void Record_TicketOfSomebodyElse_Throws()
    {
        _host.Publish(TestModels.Als());
        RecommendationService<long, int> service = new(_host, _log, _keys);
        string ticket = service.Show(5)[0].Ticket;

        ArgumentException error = Assert.Throws<ArgumentException>(() => { _ = service.RecordAsync(6, ticket, FeedbackKind.Click); });
        Assert.Contains("ticket", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => { _ = service.RecordAsync(5, (ticket[0] == 'A' ? "B" : "A") + ticket[1..], FeedbackKind.Click); });
    }

    [Fact]
    public async Task Forget_Person_IsUnknownAtOnceAndLeavesNoByteInTheLog()
    {
        _host.Publish(TestModels.Als());
        Tombstones tombstones = Tombstones.Open(_folder["tombstones"]);
        RecommendationService<long, int> service = new(_host, _log, _keys, new RecommendationServiceOptions { Tombstones = tombstones });
        List<long> ended = [];
        service.PersonForgotten += (_, e) => ended.Add(e.UserId);
        await service.RecordAsync(5, 25, FeedbackKind.Save);
        await service.RecordAsync(6, 25, FeedbackKind.Save);

        await service.ForgetAsync(5);

        Assert.Equal([5L], ended);
        Assert.Equal(RecommendationRung.Popular, service.Recommend(5).Rung);
        Assert.Equal(RecommendationRung.FoldIn, service.Recommend(6).Rung);
        Assert.Equal(FeedbackStatus.Forgotten, (await service.RecordAsync(5, 3, FeedbackKind.Save)).Status);
        byte[] trace = System.Text.Encoding.UTF8.GetBytes(_keys.PseudonymOf(5L));
        Assert.All(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)), file => Assert.Equal(-1, ReadShared(file).AsSpan().IndexOf(trace)));
        Assert.Equal(1, _log.Count());
    }

    /// <summary>A change of keys: nothing is lost between the two, and afterwards the old key is not needed.</summary>
    [Fact]
    public async Task Rekey_OldPseudonyms_MoveToTheActiveKeyInLogAndExport()
    {
        _host.Publish(TestModels.Als());
        FeedbackExport<int> export = new(_folder["exports"]);
        await new RecommendationService<long, int>(_host, _log, _keys).RecordAsync(5, 25, FeedbackKind.Save);
        await export.ExportAsync(_log);
        PseudonymKeyRing both = new("k2", new Dictionary<string, byte[]> { ["k1"] = TestEvents.Key(), ["k2"] = TestEvents.Key(9) });
        RecommendationService<long, int> service = new(_host, _log, both);
        Assert.Equal(RecommendationRung.FoldIn, service.Recommend(5).Rung);

        Assert.Equal(2, await service.RekeyAsync([5, 6], export));

        string old = _keys.PseudonymOf(5L);
        Assert.Equal(both.PseudonymOf(5L), Assert.Single(_log.ReadAll()).Event.UserPseudonym);
        Assert.Equal(both.PseudonymOf(5L), Assert.Single(export.ReadAll()).Event.UserPseudonym);
        Assert.All(
            Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)),
            file => Assert.Equal(-1, ReadShared(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(old))));
        RecommendationService<long, int> later = new(_host, _log, PseudonymKeyRing.Create("k2", TestEvents.Key(9)));
        Assert.Equal(RecommendationRung.FoldIn, later.Recommend(5).Rung);
    }

    [Fact]
    public void GetHomePage_KnownPerson_HasNoItemTwice()
    {
        _host.Publish(TestModels.Als());
        HomePage<int> page = new HomePageBuilder<string, int>(_host, new HomePageOptions { RowLength = 4, NewWithin = TimeSpan.FromDays(20_000) }).Build(
            RecommendationRequest<string, int>.ForUser("u03"));

        int[] items = [.. page.Rows.SelectMany(r => r.Items).Select(i => i.ItemId)];
        Assert.Equal(items.Length, items.Distinct().Count());
        Assert.Equal(HomeRowKind.ForYou, page.Rows[0].Kind);
        Assert.Contains(page.Rows, r => r.Kind == HomeRowKind.BecauseYouLiked);
        Assert.Contains(page.Rows, r => r.Kind == HomeRowKind.PopularInGenre && r.Genre == "Drama");
    }

    private static byte[] ReadShared(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
