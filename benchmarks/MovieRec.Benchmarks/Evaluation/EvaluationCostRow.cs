namespace MovieRec.Benchmarks.Evaluation;

/// <summary>One set of metrics against the batch top-N of the same depth.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Depth">Length of the lists.</param>
/// <param name="Batch">Medians of one batch call for all users.</param>
/// <param name="Top">Medians of a query for each user.</param>
/// <param name="Evaluation">Medians of the evaluation, asking included.</param>
internal sealed record EvaluationCostRow(string What, int Depth, Cost Batch, Cost Top, Cost Evaluation)
{
    /// <summary>Processor time of the evaluation by that of the batch call; other work on the machine disturbs it less than the clock.</summary>
    public double BatchRatio => Evaluation.CpuSeconds / Batch.CpuSeconds;

    /// <summary>Processor time of the evaluation by that of the queries.</summary>
    public double CpuRatio => Evaluation.CpuSeconds / Top.CpuSeconds;
}
