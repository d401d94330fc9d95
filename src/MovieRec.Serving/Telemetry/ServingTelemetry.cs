using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MovieRec.Serving;

/// <summary>
/// Instruments of serving. Names are stable: meter and activity source <c>MovieRec.Serving</c>; activities <c>movierec.recommend</c>,
/// <c>movierec.retrieve</c>, <c>movierec.filter</c>, <c>movierec.rank</c>, <c>movierec.diversify</c>, <c>movierec.explain</c>. No tag names a
/// person or an item. With nobody listening an instrument costs a branch.
/// </summary>
/// <remarks>Thread-safe. One object for each host; an application with several hosts tells them apart by the tag <c>movierec.host</c>.</remarks>
public sealed class ServingTelemetry : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string SourceName = "MovieRec.Serving";

    private static readonly string[] RungNames = ["none", "personalized", "fold-in", "similar-items", "popular", "popular-unfiltered"];

    private readonly Meter _meter;
    private readonly ActivitySource _activities;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _candidates;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _swaps;
    private readonly Counter<long> _events;
    private readonly Counter<long> _rejected;
    private readonly Histogram<double> _training;
    private readonly KeyValuePair<string, object?> _hostTag;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Where the meter is made; null makes one of its own.</param>
    /// <param name="hostName">Value of the tag <c>movierec.host</c>.</param>
    public ServingTelemetry(IMeterFactory? meters = null, string hostName = "default")
    {
        ArgumentNullException.ThrowIfNull(hostName);
        _hostTag = new KeyValuePair<string, object?>("movierec.host", hostName);
        _meter = meters?.Create(new MeterOptions(SourceName)) ?? new Meter(SourceName);
        _activities = new ActivitySource(SourceName);
        _duration = _meter.CreateHistogram<double>("movierec.recommend.duration", "s", "Time of one answer.");
        _candidates = _meter.CreateHistogram<int>("movierec.recommend.candidates", "{item}", "Items that the model offered for one answer.");
        _fallbacks = _meter.CreateCounter<long>("movierec.recommend.fallbacks", "{answer}", "Answers from below the personal rungs.");
        _swaps = _meter.CreateCounter<long>("movierec.model.swaps", "{swap}", "Generations published.");
        _events = _meter.CreateCounter<long>("movierec.feedback.events", "{event}", "Events stored.");
        _rejected = _meter.CreateCounter<long>("movierec.feedback.rejected", "{event}", "Events refused.");
        _training = _meter.CreateHistogram<double>("movierec.train.duration", "s", "Time of one training, with its gate.");
        _meter.CreateObservableGauge("movierec.model.age", () => Observe(ModelAge?.Invoke()), "s", "Age of the model that answers.");
        _meter.CreateObservableGauge("movierec.index.recall", () => Observe(IndexRecall?.Invoke()), "1", "Measured recall of the similarity index.");
    }

    internal Func<double?>? ModelAge { get; set; }

    internal Func<double?>? IndexRecall { get; set; }

    internal bool MeasuresAnswers => _duration.Enabled || _candidates.Enabled || _fallbacks.Enabled;

    /// <summary>Ends the instruments.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _activities.Dispose();
    }

    internal static string NameOf(RecommendationRung rung) => RungNames[(int)rung];

    internal Activity? Start(string name) => _activities.HasListeners() ? _activities.StartActivity(name) : null;

    internal void Answered(double seconds, int candidates, RecommendationRung rung)
    {
        KeyValuePair<string, object?> rungTag = new("movierec.rung", NameOf(rung));
        _duration.Record(seconds, _hostTag, rungTag);
        _candidates.Record(candidates, _hostTag);
        if (rung is not (RecommendationRung.Personalized or RecommendationRung.FoldIn))
        {
            _fallbacks.Add(1, _hostTag, rungTag);
        }
    }

    internal void Swapped() => _swaps.Add(1, _hostTag);

    internal void Stored(int events) => _events.Add(events, _hostTag);

    internal void Rejected(int events) => _rejected.Add(events, _hostTag);

    internal void Trained(double seconds, string outcome) =>
        _training.Record(seconds, _hostTag, new KeyValuePair<string, object?>("movierec.outcome", outcome));

    private IEnumerable<Measurement<double>> Observe(double? value) => value is { } known ? [new Measurement<double>(known, _hostTag)] : [];
}
