namespace MovieRec;

/// <summary>
/// Trains the parts of a blend and learns its numbers: weights by coordinate search for NDCG@10 on the last likes of users,
/// evidence functions and the scale of the content prior on movies held out from training. Nothing but the training data is
/// looked at; then every part is trained again on all of it.
/// </summary>
/// <remarks>
/// The parts are trained once when every number is set by hand, twice when there is no content, else three times. Results do
/// not depend on threads. Thread-safe: a trainer holds options only. docs/hybrid.md has the formulas.
/// </remarks>
public sealed partial class HybridTrainer : ITrainer<HybridModel>
{
    private readonly HybridPart[] _parts;

    /// <summary>Creates a trainer of given parts.</summary>
    /// <param name="options">Options; immutable.</param>
    /// <param name="parts">The parts, with distinct names. Content parts are left out of data without a catalogue.</param>
    /// <exception cref="ArgumentException">There is no part, two share a name, or a weight names none of them.</exception>
    public HybridTrainer(HybridOptions options, IReadOnlyList<HybridPart> parts)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        _parts = [.. parts];
        Options = options;
        if (_parts.Length == 0)
        {
            throw new ArgumentException("A blend needs at least one part.", nameof(parts));
        }

        string? twice = _parts.GroupBy(static p => p.Name).FirstOrDefault(static g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException($"Two parts are named '{twice}'.", nameof(parts));
        }

        foreach (HybridWeight weight in options.Weights)
        {
            if (weight.Part != HybridPart.Popularity && !_parts.Any(p => p.Name == weight.Part))
            {
                throw new ArgumentException(
                    $"There is a weight for '{weight.Part}', but no such part; there are {string.Join(", ", _parts.Select(static p => p.Name))} and {HybridPart.Popularity}.",
                    nameof(options));
            }
        }
    }

    /// <summary>The options.</summary>
    public HybridOptions Options { get; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<HybridPart> Parts => _parts;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Every part needs a catalogue, and the data has none.</exception>
    public HybridModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        HybridPart[] parts = Array.FindAll(_parts, p => data.Catalog is not null || p.Source != HybridSource.Content);
        if (parts.Length == 0)
        {
            throw new ArgumentException("Every part of the blend needs a catalogue, and the data has none.", nameof(data));
        }

        Steps steps = new(progress, 3 * parts.Length);
        HybridParameters parameters = Learn(data, parts, steps, cancellationToken);
        HybridStage stage = Train(data, parts, steps, cancellationToken);
        return HybridAssembly.Build(stage, parameters, new RecommenderInfo
        {
            Algorithm = "hybrid",
            UserCount = data.Histories.UserCount,
            ItemCount = data.Histories.ItemCount,
            InteractionCount = data.Interactions.Count,
            DataFingerprint = data.Fingerprint,
            OptionValues = parameters.ToValues(),
        });
    }

    private HybridStage Train(TrainingData data, HybridPart[] parts, Steps steps, CancellationToken cancellationToken)
    {
        List<TrainedPart> trained = [];
        foreach (HybridPart part in parts)
        {
            trained.Add(new TrainedPart(part.Name, part.Source, part.Trainer.Fit(data, null, cancellationToken)));
            steps.Next();
        }

        return HybridStage.Create(trained, data.Histories, Options, cancellationToken);
    }

    private sealed class Steps(IProgress<TrainingProgress>? progress, int total)
    {
        private int _done;

        public void Next() => progress?.Report(new TrainingProgress("hybrid", ++_done, Math.Max(total, _done), double.NaN));
    }
}
