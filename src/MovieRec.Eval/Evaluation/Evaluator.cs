namespace MovieRec.Eval;

/// <summary>
/// Asks a model for every evaluated user's ranking and measures it. Thread-safe; parallel over users, and the same bits at
/// any thread count: users are cut into fixed blocks, values are stored by user and parts merged in block order.
/// </summary>
public sealed class Evaluator
{
    /// <summary>Creates an evaluator.</summary>
    /// <param name="options">Options; null for the defaults.</param>
    public Evaluator(EvaluatorOptions? options = null) => Options = options ?? new EvaluatorOptions();

    /// <summary>The options.</summary>
    public EvaluatorOptions Options { get; }

    /// <summary>Evaluates a model trained on the protocol's training rows.</summary>
    /// <param name="model">The model; its index spaces are those of the split.</param>
    /// <param name="protocol">Split and candidates.</param>
    /// <param name="metrics">What to measure; names must differ.</param>
    /// <param name="fallback">
    /// Answers where the model returns nothing, as the façade does, usually popularity; null evaluates the model alone:
    /// users it knows nothing about then get an empty list and count as missed.
    /// </param>
    /// <param name="progress">Told after each block of users, from any thread, one call at a time.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">
    /// The model or fallback covers another index space or knows the future of the split (<see cref="ExternalKnowledge"/>), or two
    /// metrics have one name.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EvaluationResult Evaluate(
        IRecommender model,
        EvaluationProtocol protocol,
        IReadOnlyList<IMetric> metrics,
        IRecommender? fallback = null,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(metrics);
        CheckSpace(model.Info, protocol, nameof(model));
        KnowledgeCheck.Run(model, protocol.Split, nameof(model));
        if (fallback is not null)
        {
            CheckSpace(fallback.Info, protocol, nameof(fallback));
            KnowledgeCheck.Run(fallback, protocol.Split, nameof(fallback));
        }

        string? twice = metrics.GroupBy(static m => m.Name).FirstOrDefault(static g => g.Count() > 1)?.Key;
        if (metrics.Count == 0 || twice is not null)
        {
            throw new ArgumentException(twice is null ? "There is no metric to measure." : $"The metric {twice} occurs twice.", nameof(metrics));
        }

        if (metrics.FirstOrDefault(static m => m is not (IRankingMetric or IAggregateMetric)) is { } neither)
        {
            throw new ArgumentException($"The metric {neither.Name} is neither an IRankingMetric nor an IAggregateMetric.", nameof(metrics));
        }

        if (Options.ItemSlices.FirstOrDefault(s => s.Items.ItemCount != protocol.Context.ItemCount) is { } other)
        {
            throw new ArgumentException($"The slice {other.Name} covers {other.Items.ItemCount} items, the protocol {protocol.Context.ItemCount}.", nameof(protocol));
        }

        return new EvaluationRun(model, fallback, protocol, metrics, Options, progress).Execute(cancellationToken);
    }

    private static void CheckSpace(RecommenderInfo info, EvaluationProtocol protocol, string name)
    {
        InteractionLog train = protocol.Split.Train;
        if (info.UserCount != train.UserCount || info.ItemCount != train.ItemCount)
        {
            throw new ArgumentException(
                $"The model '{info.Algorithm}' covers {info.UserCount} users and {info.ItemCount} items, the split {train.UserCount} and {train.ItemCount}.",
                name);
        }
    }
}
