using Microsoft.Extensions.Time.Testing;

namespace MovieRec.Serving.Tests.Retraining;

public sealed class RetrainingServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 27, 12, 0, 0, TimeSpan.Zero));
    private readonly RecommenderHost<string, int> _host;
    private readonly Source _source = new();

    public RetrainingServiceTests() => _host = new RecommenderHost<string, int>(null, _clock);

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    private RetrainingService<string, int> Service(ITrainer<IRecommender>? trainer = null) => new(
        _host,
        new ModelStore<string, int>(new ModelStoreOptions { Path = _folder["store"] }, _clock),
        _source,
        trainer ?? new AlsTrainer(TestModels.Options()),
        new RetrainingOptions<int>
        {
            JournalPath = _folder["nights"],
            Schedule = new NightlySchedule { At = new TimeOnly(2, 30), Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") },
            Validation = new ValidationOptions<int> { MinAnswered = 0.5, MetricMargin = 0.5 },
        },
        _clock);

    [Fact]
    public async Task RunDue_FirstTime_PublishesAndDoesNotRepeatTheNight()
    {
        using RetrainingService<string, int> service = Service();

        Assert.True(await service.RunDueAsync());
        Assert.False(await service.RunDueAsync());

        NightRecord night = Assert.Single(service.Nights);
        Assert.Equal((new DateOnly(2026, 3, 27), NightOutcome.Published), (night.Night, night.Outcome));
        Assert.Equal(night.ModelVersion, _host.ModelVersion);
        Assert.Equal(HostState.Ready, _host.Status.State);
    }

    /// <summary>Half an hour at a time over both clock changes, with a restart every day: one model for each night.</summary>
    [Theory]
    [InlineData(2026, 3, 27)]
    [InlineData(2026, 10, 23)]
    public async Task RunDue_OverAClockChange_PublishesOnceEachNight(int year, int month, int day)
    {
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 27, 12, 0, 0, TimeSpan.Zero) > new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero)
            ? _clock.GetUtcNow()
            : new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero));
        for (int restart = 0; restart < 4; restart++)
        {
            using RetrainingService<string, int> service = Service();
            for (int step = 0; step < 48; step++)
            {
                await service.RunDueAsync();
                _clock.Advance(TimeSpan.FromMinutes(30));
            }
        }

        using RetrainingService<string, int> last = Service();
        DateOnly first = new(year, month, day);
        Assert.Equal(Enumerable.Range(0, 5).Select(first.AddDays).Take(last.Nights.Count), last.Nights.Select(n => n.Night));
        Assert.InRange(last.Nights.Count, 4, 5);
        Assert.All(last.Nights, n => Assert.Equal(NightOutcome.Published, n.Outcome));
    }

    [Fact]
    public async Task RunDue_NightsMissed_CatchesUpTheLastAndAlertsForTheOthers()
    {
        using RetrainingService<string, int> service = Service();
        await service.RunDueAsync();
        _clock.Advance(TimeSpan.FromDays(4));
        List<NightRecord> told = [];
        service.NightEnded += (_, e) => told.Add(e.Night);

        await service.RunDueAsync();

        Assert.Equal([NightOutcome.Missed, NightOutcome.Missed, NightOutcome.Missed, NightOutcome.Published], told.Select(n => n.Outcome));
        Assert.Equal(told.Count, told.Select(n => n.Night).Distinct().Count());
    }

    [Fact]
    public async Task RunDue_ClockSetBack_DoesNotRunANightAgain()
    {
        using RetrainingService<string, int> service = Service();
        await service.RunDueAsync();
        _clock.AdjustTime(_clock.GetUtcNow().AddDays(-3));

        Assert.False(await service.RunDueAsync());
        _clock.AdjustTime(_clock.GetUtcNow().AddDays(4));
        Assert.True(await service.RunDueAsync());

        Assert.Equal(2, service.Nights.Count);
        Assert.All(service.Nights, n => Assert.Equal(NightOutcome.Published, n.Outcome));
    }

    /// <summary>A training that takes until the second next night: no second one beside it, one alert for the night between.</summary>
    [Fact]
    public async Task RunDue_TrainingOutlastsTheNextNight_NeverOverlaps()
    {
        using RetrainingService<string, int> service = Service();
        await service.RunDueAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _source.Gate = gate.Task;
        Task<bool> slow = Task.Run(() => service.RunDueAsync());
        await _source.Started.WaitAsync(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.False(await service.RunDueAsync());
        gate.SetResult();
        Assert.True(await slow);
        Assert.True(await service.RunDueAsync());

        Assert.Equal(
            [NightOutcome.Published, NightOutcome.Published, NightOutcome.Missed, NightOutcome.Published], service.Nights.Select(n => n.Outcome));
        Assert.Equal(4, service.Nights.Select(n => n.Night).Distinct().Count());
    }

    [Fact]
    public async Task RunDue_ModelRefused_IsOneAlertAndTheOldModelAnswersOn()
    {
        using RetrainingService<string, int> service = Service();
        await service.RunDueAsync();
        string version = _host.ModelVersion;
        _clock.Advance(TimeSpan.FromDays(1));
        using RetrainingService<string, int> bad = Service(new PopularityTrainer());

        await bad.RunDueAsync();

        NightRecord night = bad.Nights[^1];
        Assert.Equal(NightOutcome.Refused, night.Outcome);
        Assert.Contains("popularity", night.Detail, StringComparison.Ordinal);
        Assert.Equal(version, _host.ModelVersion);
        Assert.Single(Directory.GetDirectories(_folder["store/models"]));
    }

    [Fact]
    public async Task RunDue_SourceFails_IsOneAlertAndTheNextNightWorks()
    {
        using RetrainingService<string, int> service = Service();
        _source.Failure = new IOException("disk gone");
        await service.RunDueAsync();
        _source.Failure = null;
        _clock.Advance(TimeSpan.FromDays(1));
        await service.RunDueAsync();

        Assert.Equal([NightOutcome.Failed, NightOutcome.Published], service.Nights.Select(n => n.Outcome));
        Assert.Contains("disk gone", service.Nights[0].Detail, StringComparison.Ordinal);
    }

    /// <summary>The hosted loop itself: time passes, and a model answers.</summary>
    [Fact]
    public async Task Start_AsHostedService_RunsWhatIsDue()
    {
        using RetrainingService<string, int> service = Service();
        TaskCompletionSource first = new();
        TaskCompletionSource second = new();
        service.NightEnded += (_, _) => (first.Task.IsCompleted ? second : first).TrySetResult();
        await service.StartAsync(CancellationToken.None);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(60));
        while (!second.Task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await Task.WhenAny(second.Task, Task.Delay(20));
        }

        await service.StopAsync(CancellationToken.None);

        Assert.True(service.Nights.Count >= 2);
        Assert.All(service.Nights.Where(n => n.Outcome != NightOutcome.Missed), n => Assert.Equal(NightOutcome.Published, n.Outcome));
    }

    private sealed class Source : ITrainingSource<string, int>
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _seed;

        public Task? Gate { get; set; }

        public Exception? Failure { get; set; }

        public Task Started => _started.Task;

        public async Task<MovieDataSet<string, int>> LoadAsync(CancellationToken cancellationToken)
        {
            if (Gate is { } gate)
            {
                _started.TrySetResult();
                await gate.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
            }

            return Failure is null ? TestModels.Data(_seed++ % 3) : throw Failure;
        }
    }
}
