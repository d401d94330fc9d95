using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace MovieRec.Serving.Tests.DependencyInjection;

public sealed class MovieRecServingExtensionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void UseHost_OverAddMovieRec_AnswersLikeTheModel()
    {
        Recommender<string, int> recommender = TestModels.Als();
        ServiceCollection services = new();
        services.AddMovieRec(recommender).UseFallback().UseCaching();
        using ServiceProvider provider = services.BuildServiceProvider();

        RecommenderHost<string, int> host = provider.GetRequiredService<RecommenderHost<string, int>>();

        Assert.Equal(recommender.Recommend("u05"), host.Recommend("u05"));
        Assert.Equal(recommender.Recommend("u05"), host.Recommend("u05"));
        Assert.NotEmpty(host.Recommend("nobody"));
    }

    [Fact]
    public void Decorators_StandInTheOrderWritten()
    {
        List<string> calls = [];
        ServiceCollection services = new();
        services.AddMovieRec(TestModels.Als())
            .ConfigureHost((_, options) => options.Use(inner => new Named(inner, "first", calls)))
            .ConfigureHost((_, options) => options.Use(inner => new Named(inner, "second", calls)));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<RecommenderHost<string, int>>().Recommend("u05");

        // The last one written is outermost: it sees what the first one returned.
        Assert.Equal(["second in", "first in", "first out", "second out"], calls);
    }

    [Fact]
    public void AddKeyedMovieRec_TwoModels_StandSideBySide()
    {
        ServiceCollection services = new();
        services.AddKeyedMovieRec("a", _ => TestModels.Als());
        services.AddKeyedMovieRec("b", _ => TestModels.Als(dataSeed: 1)).UseTelemetry();
        using ServiceProvider provider = services.BuildServiceProvider();

        string a = provider.GetRequiredKeyedService<RecommenderHost<string, int>>("a").ModelVersion;
        string b = provider.GetRequiredKeyedService<RecommenderHost<string, int>>("b").ModelVersion;

        Assert.Equal(TestModels.Als().ModelVersion, a);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void UseDiversity_Reranker_ChoosesFromMoreCandidatesAndKeepsScores()
    {
        ServiceCollection services = new();
        services.AddMovieRec(TestModels.Als()).UseDiversity(_ => new LastFirst());
        using ServiceProvider provider = services.BuildServiceProvider();
        RecommendationList<int> all = TestModels.Als().Recommend("u05", new RecommendOptions { Count = 40 });

        RecommendationList<int> list = provider.GetRequiredService<RecommenderHost<string, int>>().Recommend("u05", new RecommendOptions { Count = 3 });

        Assert.Equal(all.Reverse().Take(3).Select(r => (r.ItemId, r.Score)), list.Select(r => (r.ItemId, r.Score)));
    }

    [Fact]
    public void UseDiversity_Setting_HoldsForModelsFromTheStoreAndGivesWayToTheRequest()
    {
        Recommender<string, int> recommender = TestModels.Als();
        new ModelStore<string, int>(new ModelStoreOptions { Path = _folder["store"] }).Publish(recommender);
        ServiceCollection services = new();
        services.AddMovieRecStore<string, int>(new ModelStoreOptions { Path = _folder["store"] }).UseDiversity(0.9f);
        using ServiceProvider provider = services.BuildServiceProvider();
        RecommenderHost<string, int> host = provider.GetRequiredService<RecommenderHost<string, int>>();

        Assert.Equal(recommender.WithDiversity(0.9f).Recommend("u05").Select(r => r.ItemId), host.Recommend("u05").Select(r => r.ItemId));
        Assert.NotEqual(recommender.Recommend("u05").Select(r => r.ItemId), host.Recommend("u05").Select(r => r.ItemId));
        Assert.Equal(recommender.Recommend("u05").Select(r => r.ItemId), host.Recommend("u05", new RecommendOptions { Diversity = 0 }).Select(r => r.ItemId));
    }

    [Fact]
    public async Task UseHealthCheck_StoreEmptyOldDamagedAndFresh_SaysSo()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(HealthStatus.Unhealthy, (await Check(clock)).Status);
        ModelStore<string, int> store = new(new ModelStoreOptions { Path = _folder["store"] }, clock);
        store.Publish(TestModels.Als());
        store.Publish(TestModels.Als(dataSeed: 1));
        HealthReport fresh = await Check(clock);
        Assert.Equal(HealthStatus.Healthy, fresh.Status);
        Assert.Equal(TestModels.Als(dataSeed: 1).ModelVersion, fresh.Entries["movierec"].Data["model"]);
        clock.Advance(TimeSpan.FromHours(25));
        HealthReport old = await Check(clock);
        Assert.Equal(HealthStatus.Degraded, old.Status);
        Assert.Contains("25.0 hours", old.Entries["movierec"].Description, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder["store/models"], store.ReadCurrent()!, "model.mrec"), "x");
        HealthReport damaged = await Check(clock);
        Assert.Equal(HealthStatus.Degraded, damaged.Status);
        Assert.Contains("does not verify", damaged.Entries["movierec"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseFeedback_ServiceFromContainer_AnswersAndStores()
    {
        new ModelStore<string, int>(new ModelStoreOptions { Path = _folder["store"] }).Publish(TestModels.Als());
        ServiceCollection services = new();
        services.AddMovieRecStore<string, int>(new ModelStoreOptions { Path = _folder["store"] })
            .UseTelemetry()
            .UseFeedback<long, int>(new FeedbackLogOptions { Path = _folder["feedback.db"] }, TestEvents.Ring(), _folder["tombstones"]);
        await using ServiceProvider provider = services.BuildServiceProvider();
        RecommendationService<long, int> service = provider.GetRequiredService<RecommendationService<long, int>>();

        Assert.True((await service.RecordAsync(5, 25, FeedbackKind.Save)).IsStored);

        Assert.Equal(RecommendationRung.FoldIn, service.Recommend(5).Rung);
    }

    [Fact]
    public void UseTelemetry_WithListeners_MeasuresAnswersSwapsAndActivities()
    {
        using RecommenderHost<string, int> host = new(new RecommenderHostOptions<string, int>().UseTelemetry(Telemetry()));
        List<string> measured = [];
        using MeterListener meters = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ServingTelemetry.SourceName && ReferenceEquals(instrument.Meter.Scope, this))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((i, _, tags, _) => measured.Add($"{i.Name} {Rung(tags)}"));
        meters.SetMeasurementEventCallback<int>((i, _, _, _) => measured.Add(i.Name));
        meters.SetMeasurementEventCallback<long>((i, _, tags, _) => measured.Add($"{i.Name} {Rung(tags)}"));
        meters.Start();
        List<Activity> activities = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = s => s.Name == ServingTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                lock (activities)
                {
                    activities.Add(a);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using Activity root = new("root");
        root.Start();

        host.Publish(TestModels.Als());
        host.Recommend("u05");
        host.Recommend("nobody");
        meters.RecordObservableInstruments();
        root.Stop();

        Assert.Contains("movierec.model.swaps ", measured);
        Assert.Contains("movierec.recommend.duration personalized", measured);
        Assert.Contains("movierec.recommend.fallbacks popular", measured);
        Assert.Contains("movierec.recommend.candidates", measured);
        Assert.Contains("movierec.model.age ", measured);
        string[] names = [.. activities.Where(a => a.TraceId == root.TraceId).Select(a => a.OperationName)];
        Assert.Contains("movierec.recommend", names);
        Assert.Contains("movierec.retrieve", names);
        Assert.Contains("movierec.explain", names);
        Assert.All(activities.SelectMany(a => a.Tags), tag => Assert.DoesNotContain("u05", tag.Value ?? "", StringComparison.Ordinal));

        static string Rung(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach ((string key, object? value) in tags)
            {
                if (key == "movierec.rung")
                {
                    return (string)value!;
                }
            }

            return "";
        }
    }

    private ServingTelemetry Telemetry() => new(new Meters(this));

    private async Task<HealthReport> Check(TimeProvider clock)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(clock);
        services.AddMovieRecStore<string, int>(new ModelStoreOptions { Path = _folder["store"] }).UseHealthCheck();
        await using ServiceProvider provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
    }

    private sealed class Meters(object scope) : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(new MeterOptions(options.Name) { Scope = scope });

        public void Dispose()
        {
        }
    }

    private sealed class Named(IAnswerStage<string, int> inner, string name, List<string> calls) : IAnswerStage<string, int>
    {
        public int Answer(scoped in AnswerRequest<string, int> request, Span<ScoredItem> destination, out RecommendationRung rung)
        {
            calls.Add($"{name} in");
            int count = inner.Answer(request, destination, out rung);
            calls.Add($"{name} out");
            return count;
        }
    }

    private sealed class LastFirst : IReranker
    {
        public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count)
        {
            candidates.Reverse();
            return Math.Min(count, candidates.Length);
        }
    }
}
