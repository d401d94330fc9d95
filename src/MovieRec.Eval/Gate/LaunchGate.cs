namespace MovieRec.Eval;

/// <summary>
/// Answers one question: may this model go live? Every condition is measured here and reported with its value; what cannot
/// be found out is unknown and blocks. Immutable; thread-safe, but latencies of two runs at once disturb each other.
/// </summary>
public sealed class LaunchGate
{
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<IMetric> _metrics;

    /// <summary>Creates a gate.</summary>
    /// <param name="config">The conditions.</param>
    /// <param name="timeProvider">The clock of the freshness check; null for the system's.</param>
    /// <param name="metrics">Metrics of the caller, found by name before those of <see cref="MetricParser"/>.</param>
    /// <exception cref="ArgumentException">A value of the configuration is out of range.</exception>
    public LaunchGate(GateConfig config, TimeProvider? timeProvider = null, IReadOnlyList<IMetric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (GateConfigCheck.FirstError(config) is { } error)
        {
            throw new ArgumentException($"The configuration is wrong at {error}", nameof(config));
        }

        Config = config;
        _time = timeProvider ?? TimeProvider.System;
        _metrics = metrics ?? [];
    }

    /// <summary>The conditions.</summary>
    public GateConfig Config { get; }

    /// <summary>Measures and judges.</summary>
    /// <typeparam name="TUserId">User id of the serving generation.</typeparam>
    /// <typeparam name="TItemId">Item id of the serving generation.</typeparam>
    /// <param name="subject">The model.</param>
    /// <param name="cancellationToken">Ends the measurements.</param>
    /// <exception cref="ArgumentException">The evaluated model covers another index space than the split.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public GateResult Run<TUserId, TItemId>(GateSubject<TUserId, TItemId> subject, CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(subject);
        OfflineChecks offline = new(Config, FindMetric);
        ServingChecks<TUserId, TItemId> serving = new(Config, subject);
        List<GateCheck> checks =
        [
            SourceChecks.RealData(Config, subject.Served.Sources),
            SourceChecks.SameRecipe(subject.Evaluated.Info, subject.Served.Model.Info),
            .. offline.Run(subject.Protocol, subject.Evaluated, cancellationToken),
            serving.Explanations(cancellationToken),
            .. serving.Latency(cancellationToken),
            serving.IndexBuild(),
            .. serving.Memory(cancellationToken),
            SourceChecks.Freshness(Config, subject.Served.Histories.Seen, _time.GetUtcNow()),
            SourceChecks.Licence(Config, subject.Served.Sources),
        ];
        return new GateResult(
            Config.Purpose,
            [.. checks.Where(c => !Config.Waived.ContainsKey(c.Name))],
            [.. Config.Waived.Select(static w => new GateWaiver(w.Key, w.Value))]);
    }

    private IMetric? FindMetric(string name)
    {
        try
        {
            return _metrics.FirstOrDefault(m => m.Name == name) ?? MetricParser.Parse(name);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
