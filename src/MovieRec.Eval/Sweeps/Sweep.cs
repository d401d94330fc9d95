using System.Diagnostics;

namespace MovieRec.Eval;

/// <summary>
/// Searches options on a validation split. It knows nothing of models: the caller measures a trial. Trials and result follow from
/// parameters, options and scores alone, whatever runs at a time; with a journal a search that was interrupted goes on where it was.
/// The test split is looked at elsewhere, once: see <see cref="SweepJournal.BeginLook"/>.
/// </summary>
public sealed class Sweep
{
    private readonly IReadOnlyList<SweepParameter> _parameters;
    private readonly SweepOptions _options;

    /// <summary>Creates a sweep.</summary>
    /// <param name="parameters">The options to search, each once.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no parameter, one occurs twice, or halving has no resource of its own.</exception>
    public Sweep(IReadOnlyList<SweepParameter> parameters, SweepOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = parameters;
        _options = options ?? new SweepOptions();
        string? twice = parameters.GroupBy(static p => p.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static g => g.Count() > 1)?.Key;
        if (parameters.Count == 0 || twice is not null)
        {
            throw new ArgumentException(twice is null ? "There is no parameter to search." : $"The parameter {twice} occurs twice.", nameof(parameters));
        }

        if (_options.Strategy == SweepStrategy.Halving
            && (_options.Resource is not { } resource || parameters.Any(p => p.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase))))
        {
            throw new ArgumentException("Successive halving needs a resource that is not among the parameters.", nameof(options));
        }
    }

    /// <summary>Identifies the search: parameters, strategy and seed. Trials of the same search can be taken from a journal.</summary>
    public string Description => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{_options.Strategy}; {string.Join("; ", _parameters.Select(static p => p.Text))}; trials {_options.Trials}; steps {_options.GridSteps}; eta {_options.Eta}; resource {_options.Resource}; seed {_options.Seed}");

    /// <summary>The trials of the first round, in order.</summary>
    public IReadOnlyList<SweepTrial> FirstRound()
    {
        IReadOnlyList<SweepSetting>[] all = [.. _options.Strategy == SweepStrategy.Grid ? Combinations() : Draws()];
        int amount = _options.Strategy == SweepStrategy.Halving ? _options.Resource!.Rounds(_options.Eta)[0] : 0;
        return [.. all.Select((s, i) => new SweepTrial(i, 0, WithResource(s, amount)))];
    }

    /// <summary>Runs the search.</summary>
    /// <param name="measure">Trains and measures on validation; called from several threads. An exception other than cancellation fails its trial alone.</param>
    /// <param name="journal">Where outcomes are kept and found again; null for none.</param>
    /// <param name="context">What the scores depend on beside the settings (data, split, metric, fixed options, seed), as text for the journal.</param>
    /// <param name="progress">Told each outcome in the order in which it counts.</param>
    /// <param name="cancellationToken">Ends the search; what was measured is in the journal.</param>
    /// <exception cref="InvalidOperationException">Every trial failed; the message is that of the first.</exception>
    public SweepResult Run(
        Func<SweepTrial, CancellationToken, SweepScore> measure,
        SweepJournal? journal = null,
        string context = "",
        IProgress<SweepOutcome>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(context);
        SweepRunner runner = new(measure, journal, $"{Description} | {context}", _options, progress);
        List<SweepOutcome> outcomes = [.. runner.Run(FirstRound(), _options.Strategy == SweepStrategy.Halving ? 0 : _options.Patience, cancellationToken)];
        IReadOnlyList<SweepOutcome> last = outcomes;
        bool stopped = outcomes.Count < FirstRound().Count;
        if (_options.Strategy == SweepStrategy.Halving)
        {
            IReadOnlyList<int> rounds = _options.Resource!.Rounds(_options.Eta);
            for (int round = 1; round < rounds.Count; round++)
            {
                int keep = Math.Max(1, (last.Count + _options.Eta - 1) / _options.Eta);
                SweepTrial[] next =
                [
                    .. Ranked(last).Take(keep).OrderBy(static o => o.Trial.Number)
                        .Select(o => new SweepTrial(o.Trial.Number, round, WithResource(o.Trial.Settings, rounds[round]))),
                ];
                last = runner.Run(next, 0, cancellationToken);
                outcomes.AddRange(last);
            }
        }

        SweepOutcome best = Ranked(last).First();
        return double.IsNaN(best.Score.Value)
            ? throw new InvalidOperationException($"Every trial failed; the first one: {last[0].Failure ?? "its score is not a number"}")
            : new SweepResult(outcomes, best, stopped, runner.Degree);
    }

    private static IEnumerable<SweepOutcome> Ranked(IEnumerable<SweepOutcome> outcomes) => outcomes
        .OrderByDescending(static o => double.IsNaN(o.Score.Value) ? double.NegativeInfinity : o.Score.Value)
        .ThenBy(static o => o.Trial.Number);

    private IEnumerable<IReadOnlyList<SweepSetting>> Combinations()
    {
        IEnumerable<IReadOnlyList<SweepSetting>> all = [[]];
        foreach (SweepParameter parameter in _parameters)
        {
            IReadOnlyList<string> values = parameter.Grid(_options.GridSteps);
            all = [.. all.SelectMany(a => values.Select(v => (IReadOnlyList<SweepSetting>)[.. a, new SweepSetting(parameter.Name, v)]))];
        }

        return all;
    }

    /// <summary>Equal draws, which short lists of values make, are one trial.</summary>
    private IEnumerable<IReadOnlyList<SweepSetting>> Draws() => Enumerable.Range(0, _options.Trials)
        .Select(i => (IReadOnlyList<SweepSetting>)
        [
            .. _parameters.Select((p, n) => new SweepSetting(
                p.Name, p.Draw((SplitRows.Hash(_options.Seed, ((ulong)n << 32) | (uint)i) >> 11) / (double)(1L << 53)))),
        ])
        .DistinctBy(static s => string.Join(';', s));

    private IReadOnlyList<SweepSetting> WithResource(IReadOnlyList<SweepSetting> settings, int amount) => _options.Strategy != SweepStrategy.Halving
        ? settings
        : [.. settings.Where(s => s.Name != _options.Resource!.Name), new SweepSetting(_options.Resource!.Name, amount.ToString(System.Globalization.CultureInfo.InvariantCulture))];
}
