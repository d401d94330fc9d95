namespace MovieRec.Serving.Tests.Generations;

public sealed class RecommenderHostTests
{
    [Fact]
    public void Recommend_WithoutModel_IsEmptyAndDoesNotThrow()
    {
        using RecommenderHost<string, int> host = new();

        RecommendationList<int> list = host.Recommend("u01");

        Assert.Empty(list);
        Assert.Equal(RecommendationRung.None, list.Rung);
        Assert.Equal(HostState.Empty, host.Status.State);
    }

    [Fact]
    public void Recommend_KnownUser_EqualsTheFacade()
    {
        Recommender<string, int> recommender = TestModels.Als();
        using RecommenderHost<string, int> host = new();
        host.Publish(recommender);

        RecommendationList<int> expected = recommender.Recommend("u03");
        RecommendationList<int> actual = host.Recommend("u03");

        Assert.Equal(expected, actual);
        Assert.Equal(RecommendationRung.Personalized, actual.Rung);
        Assert.Equal(recommender.ModelVersion, actual.ModelVersion);
    }

    [Fact]
    public void Publish_WhileALeaseIsOut_ReleasesTheOldGenerationWithTheLease()
    {
        using RecommenderHost<string, int> host = new();
        Resource mapping = new();
        host.Publish(new Generation<string, int>(TestModels.Als(), DateTimeOffset.UnixEpoch, "", [mapping]));
        GenerationLease<string, int> lease = host.Acquire();
        string version = lease.Generation.ModelVersion;

        host.Publish(TestModels.Als(dataSeed: 1));

        Assert.False(mapping.IsDisposed);
        Assert.Equal(version, lease.Generation.ModelVersion);
        Assert.NotEqual(version, host.ModelVersion);
        lease.Dispose();
        lease.Dispose();
        Assert.True(mapping.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => lease.Generation);
    }

    [Fact]
    public void Dispose_WithoutLeases_ReleasesTheLastGeneration()
    {
        Resource mapping = new();
        RecommenderHost<string, int> host = new();
        host.Publish(new Generation<string, int>(TestModels.Als(), DateTimeOffset.UnixEpoch, "", [mapping]));

        host.Dispose();

        Assert.True(mapping.IsDisposed);
        Assert.Empty(host.Recommend("u01"));
        Assert.Throws<ObjectDisposedException>(() => host.Publish(TestModels.Als()));
    }

    /// <summary>Readers of several threads against a publisher: every list is exactly what its declared version says.</summary>
    [Fact]
    public async Task Recommend_DuringSwaps_NeverMixesGenerations()
    {
        Recommender<string, int>[] models = [.. Enumerable.Range(0, 4).Select(s => TestModels.Als(dataSeed: s))];
        Dictionary<string, Recommender<string, int>> byVersion = models.ToDictionary(m => m.ModelVersion);
        using RecommenderHost<string, int> host = new();
        host.Publish(models[0]);
        using CancellationTokenSource stop = new();
        Task[] readers = [.. Enumerable.Range(0, 3).Select(r => Task.Run(() =>
        {
            int checks = 0;
            for (int i = r; !stop.IsCancellationRequested || checks < 50; i++)
            {
                string user = $"u{i % TestModels.Users:D2}";
                RecommendationList<int> list = host.Recommend(user);
                Assert.Equal(byVersion[list.ModelVersion].Recommend(user), list);
                checks++;
            }
        }))];

        Resource[] resources = new Resource[100];
        for (int swap = 0; swap < resources.Length; swap++)
        {
            resources[swap] = new Resource();
            host.Publish(new Generation<string, int>(models[swap % models.Length], DateTimeOffset.UnixEpoch, "", [resources[swap]]));
            if (swap % 10 == 0)
            {
                GC.Collect();
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.All(resources[..^1], r => Assert.True(r.IsDisposed));
        Assert.False(resources[^1].IsDisposed);
    }

    [Fact]
    public void Recommend_SpanOverload_AllocatesNothing()
    {
        using RecommenderHost<string, int> host = new();
        host.Publish(TestModels.Als());
        Recommendation<int>[] buffer = new Recommendation<int>[10];
        RecentEvent<int>[] recent = [new(25, FeedbackKind.Save, DateTimeOffset.UnixEpoch), new(30, FeedbackKind.NotInterested, DateTimeOffset.UnixEpoch)];
        RecommendOptions options = new() { Eligible = ItemMask.Create(TestModels.Items, i => i % 3 != 0) };

        long least = long.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            host.Recommend(RecommendationRequest<string, int>.ForUser("u03") with { Options = options }, buffer, out _);
            host.Recommend(RecommendationRequest<string, int>.ForUser("u03", recent) with { Options = options }, buffer, out _);
            host.Recommend(RecommendationRequest<string, int>.ForUser("nobody", recent) with { Options = options }, buffer, out _);
            host.Recommend(RecommendationRequest<string, int>.Anonymous(), buffer, out AnswerInfo answer);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(RecommendationRung.Popular, answer.Rung);
        }

        Assert.Equal(0, least);
    }

    private sealed class Resource : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            Assert.False(IsDisposed);
            IsDisposed = true;
        }
    }
}
