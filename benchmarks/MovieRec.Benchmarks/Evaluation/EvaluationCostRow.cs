namespace MovieRec.Benchmarks.Evaluation;

/// <summary>One set of metrics against the batch top-N of the same depth.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Depth">Length of the lists.</param>
/// <param name="Top">Medians of asking for the lists alone.</param>
/// <param name="Evaluation">Medians of the evaluation, asking included.</param>
internal sealed record EvaluationCostRow(string What, int Depth, Cost Top, Cost Evaluation)
{
    /// <summary>Ratio of the clock.</summary>
    public double Ratio => Evaluation.Seconds / Top.Seconds;

    /// <summary>Ratio of processor time, which other work on the machine disturbs less.</summary>
    public double CpuRatio => Evaluation.CpuSeconds / Top.CpuSeconds;
}
