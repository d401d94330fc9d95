using MovieRec.Cli.Evaluation;
using MovieRec.Eval;

namespace MovieRec.Cli.Experiments;

/// <summary>Writes the entries of one run, all with the same date.</summary>
internal sealed class ExperimentRecorder(IExperimentLog log, TimeProvider clock, int seed, Terminal terminal)
{
    private readonly List<ExperimentEntry> _entries = [];
    private readonly DateTimeOffset _date = clock.GetUtcNow();

    public void Add(
        string command, string variant, EvaluationResult result, double fitSeconds, LatencySummary? latency, string outcome) => _entries.Add(Entry(command, variant, result.Model) with
        {
            Split = Describe(result.Protocol),
            Metrics = [.. result.Metrics.Select(static m => new ExperimentMetric(m.Name, m.Mean, m.Low, m.High))],
            FitSeconds = fitSeconds,
            LatencyP50 = latency?.P50 ?? double.NaN,
            LatencyP95 = latency?.P95 ?? double.NaN,
            LatencyP99 = latency?.P99 ?? double.NaN,
            Outcome = outcome,
        });

    public void Add(ExperimentEntry entry) => _entries.Add(entry);

    /// <summary>An entry with everything filled in that does not depend on what was measured.</summary>
    public ExperimentEntry Entry(string command, string variant, RecommenderInfo model) => Entry(command, variant, model.DataFingerprint) with
    {
        Params = string.Join("; ", model.OptionValues.Select(static o => $"{o.Name}={o.Value}")),
    };

    public ExperimentEntry Entry(string command, string variant, string dataFingerprint) => new()
    {
        Date = _date,
        Command = command,
        Variant = variant,
        DataFingerprint = dataFingerprint,
        Seed = seed,
        Commit = ThisMachine.Commit,
        Machine = ThisMachine.Description,
    };

    public void Save(CancellationToken cancellationToken)
    {
        log.Append(_entries, cancellationToken);
        terminal.Note(CliContext.Invariant($"{_entries.Count} rows added to the experiment log."));
        _entries.Clear();
    }

    public static string Describe(EvaluationProtocol protocol)
    {
        string parameters = string.Join(", ", protocol.Split.Parameters.Select(static p => $"{p.Name} {p.Value}"));
        return $"{protocol.Split.Name} ({parameters}); {EvaluateView.PolicyName(protocol.Policy)}";
    }
}
