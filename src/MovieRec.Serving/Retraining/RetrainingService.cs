using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MovieRec.Eval;

namespace MovieRec.Serving;

/// <summary>
/// Trains every night: load, measure on held-out items, fit, validate, publish, swap, finish forgetting. One run at a time; of nights that
/// were missed the last one is caught up, and each night ends in the journal as exactly one published model or one alert. A
/// failure never touches the model that answers.
/// </summary>
/// <typeparam name="TUserId">User id of the models.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class RetrainingService<TUserId, TItemId> : BackgroundService
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly RecommenderHost<TUserId, TItemId> _host;
    private readonly ModelStore<TUserId, TItemId> _store;
    private readonly ITrainingSource<TUserId, TItemId> _source;
    private readonly ITrainer<IRecommender> _trainer;
    private readonly RetrainingOptions<TItemId> _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly NightJournal _journal;
    private readonly SemaphoreSlim _running = new(1, 1);

    /// <summary>Makes the service. Nothing runs before the host starts it, or <see cref="RunDueAsync"/> is called.</summary>
    /// <param name="host">Where models are published to.</param>
    /// <param name="store">Where they are stored.</param>
    /// <param name="source">Where data comes from.</param>
    /// <param name="trainer">Makes models; always from scratch, so that nothing of a forgotten person lives on.</param>
    /// <param name="options">When and how.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="logger">Where it is told; null for nowhere.</param>
    public RetrainingService(
        RecommenderHost<TUserId, TItemId> host,
        ModelStore<TUserId, TItemId> store,
        ITrainingSource<TUserId, TItemId> source,
        ITrainer<IRecommender> trainer,
        RetrainingOptions<TItemId> options,
        TimeProvider? timeProvider = null,
        ILogger<RetrainingService<TUserId, TItemId>>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(options);
        _host = host;
        _store = store;
        _source = source;
        _trainer = trainer;
        _options = options;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = logger ?? (ILogger)NullLogger.Instance;
        _journal = new NightJournal(options.JournalPath);
    }

    /// <summary>Told about every night, published or not, after it is in the journal.</summary>
    public event EventHandler<NightEventArgs>? NightEnded;

    /// <summary>The nights in the journal, oldest first.</summary>
    public IReadOnlyList<NightRecord> Nights => _journal.Nights;

    /// <summary>Called after a model was published: finishes forgetting. Null for nothing.</summary>
    public Func<CancellationToken, Task>? AfterPublish { get; set; }

    /// <summary>Runs what is due at this moment; nothing when nothing is, or when a run is going on.</summary>
    /// <param name="cancellationToken">Ends the run; the night stays due.</param>
    /// <returns>Whether a run took place.</returns>
    public async Task<bool> RunDueAsync(CancellationToken cancellationToken = default)
    {
        if (!await _running.WaitAsync(0, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        try
        {
            DateOnly due = _options.Schedule.LatestDue(_timeProvider.GetUtcNow());
            DateOnly last = _journal.Last ?? due.AddDays(-1);
            if (due <= last)
            {
                return false;
            }

            for (DateOnly missed = last.AddDays(1); missed < due; missed = missed.AddDays(1))
            {
                End(new NightRecord(missed, NightOutcome.Missed, _timeProvider.GetUtcNow(), "", "no run took place before the next night was due"));
            }

            End(await RunAsync(due, cancellationToken).ConfigureAwait(false));
            return true;
        }
        finally
        {
            _running.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _running.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Training is CPU work: it must not hold up the start of the application.
                await Task.Run(() => RunDueAsync(stoppingToken), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The journal could not be written: the night stays due and is tried again.
                ServingLog.JournalFailed(_logger, e);
            }

            await Task.Delay(_options.PollInterval, _timeProvider, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<NightRecord> RunAsync(DateOnly night, CancellationToken cancellationToken)
    {
        long start = _timeProvider.GetTimestamp();
        NightRecord record;
        try
        {
            string version = await TrainAsync(cancellationToken).ConfigureAwait(false);
            record = new NightRecord(night, NightOutcome.Published, _timeProvider.GetUtcNow(), version, "");
        }
        catch (ModelRefusedException e)
        {
            record = new NightRecord(night, NightOutcome.Refused, _timeProvider.GetUtcNow(), "", e.Report.Reason);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested) && e is not SimulatedKillException)
        {
            ServingLog.TrainingFailed(_logger, e);
            record = new NightRecord(night, NightOutcome.Failed, _timeProvider.GetUtcNow(), "", e.GetType().Name + ": " + e.Message);
        }

        double seconds = _timeProvider.GetElapsedTime(start).TotalSeconds;
        _host.Options.Telemetry?.Trained(seconds, NameOf(record.Outcome));
        return record;
    }

    private async Task<string> TrainAsync(CancellationToken cancellationToken)
    {
        MovieDataSet<TUserId, TItemId> data = await _source.LoadAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, double> metrics = _options.MeasureHoldOut ? HoldOut(data, cancellationToken) : [];
        Recommender<TUserId, TItemId> recommender = Recommender<TUserId, TItemId>.Train(data, _trainer, _options.Interactions, null, cancellationToken);
        Publish(recommender, metrics, cancellationToken);
        if (AfterPublish is { } finish)
        {
            await finish(cancellationToken).ConfigureAwait(false);
        }

        return recommender.ModelVersion;
    }

    private void Publish(Recommender<TUserId, TItemId> recommender, Dictionary<string, double> metrics, CancellationToken cancellationToken)
    {
        _host.TryAcquire(out GenerationLease<TUserId, TItemId>? lease);
        using (lease)
        {
            string? stored = lease?.Generation.StoredVersion;
            IReadOnlyDictionary<string, double>? liveMetrics = _store.List().FirstOrDefault(m => m.Version == stored)?.Metrics;
            ModelValidator<TUserId, TItemId> validator = new(_options.Validation);
            PublishRequest<TUserId, TItemId> request = new()
            {
                Metrics = metrics,
                Check = candidate =>
                {
                    ValidationReport report = validator.Validate(candidate, lease?.Generation.Recommender, metrics, liveMetrics);
                    if (!report.Passed)
                    {
                        throw new ModelRefusedException(report);
                    }
                },
            };
            _host.Publish(_store.Publish(recommender, request, cancellationToken));
        }
    }

    /// <summary>NDCG@10 of a model that has not seen everybody's last liked item, on those items.</summary>
    private Dictionary<string, double> HoldOut(MovieDataSet<TUserId, TItemId> data, CancellationToken cancellationToken)
    {
        Split split = new LeaveLastOutSplitter().Apply(data.Log, _options.Interactions);
        if (split.Users.IsEmpty)
        {
            return [];
        }

        TrainingData training = split.ToTrainingData(data.Catalog);
        IRecommender model = _trainer.Fit(training, null, cancellationToken);
        NdcgMetric metric = new(10);
        EvaluationResult result = new Evaluator().Evaluate(
            model, EvaluationProtocol.Create(split), [metric], new PopularityTrainer().Fit(training, null, cancellationToken), null, cancellationToken);
        return new Dictionary<string, double>(StringComparer.Ordinal) { [metric.Name] = result[metric.Name].Mean };
    }

    private void End(NightRecord night)
    {
        _journal.Add(night);
        if (night.IsAlert)
        {
            ServingLog.NightAlert(_logger, night.Night, night.Outcome, night.Detail);
        }
        else
        {
            ServingLog.NightPublished(_logger, night.Night, night.ModelVersion);
        }

        NightEnded?.Invoke(this, new NightEventArgs(night));
    }

    private static string NameOf(NightOutcome outcome) => outcome switch
    {
        NightOutcome.Published => "published",
        NightOutcome.Refused => "refused",
        _ => "failed",
    };
}
