namespace MovieRec.Eval;

/// <summary>What an ablation measured.</summary>
/// <param name="Protocol">Split and candidates, the same for every row.</param>
/// <param name="Variants">The rows: each model, followed by itself with each re-ranker.</param>
/// <param name="Comparisons">Variant after variant, within each the metrics that have a value for each user.</param>
/// <param name="Skipped">Variants that could not be made, such as <c>popularity+dpp</c>: the re-ranker has nothing to work with.</param>
public sealed record AblationResult(
    EvaluationProtocol Protocol, IReadOnlyList<AblationVariant> Variants, IReadOnlyList<AblationComparison> Comparisons, IReadOnlyList<string> Skipped);
