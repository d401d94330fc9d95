using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>What is evaluated: one protocol, or windows in time, with ids as text for people.</summary>
internal sealed record EvaluationSubject(IReadOnlyList<EvaluationProtocol> Windows, bool IsSliding, MovieCatalog? Catalog)
{
    public required Func<int, string> UserId { get; init; }

    public required Func<int, string> ItemId { get; init; }

    /// <summary>Name of the data, for headings.</summary>
    public required string Source { get; init; }

    /// <summary>The protocol; of windows the last.</summary>
    public EvaluationProtocol Protocol => Windows[^1];
}
