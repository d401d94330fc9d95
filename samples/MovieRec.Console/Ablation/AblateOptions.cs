using MovieRec.Eval;

namespace MovieRec.Cli.Ablation;

/// <summary>What <c>ablate</c> is told beside the options of <c>evaluate</c>.</summary>
internal sealed record AblateOptions(IReadOnlyList<AblationReranker> Rerankers, string? Csv);
