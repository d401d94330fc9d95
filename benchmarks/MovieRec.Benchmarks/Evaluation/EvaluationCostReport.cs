namespace MovieRec.Benchmarks.Evaluation;

/// <summary>The result file.</summary>
internal sealed record EvaluationCostReport(
    string Command,
    string Measured,
    Machine Machine,
    int Users,
    int Candidates,
    int Interactions,
    int Factors,
    int Rounds,
    IReadOnlyList<EvaluationCostRow> Rows);
