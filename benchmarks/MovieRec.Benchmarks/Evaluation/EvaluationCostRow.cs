namespace MovieRec.Benchmarks.Evaluation;

/// <summary>One set of metrics against the batch top-N of the same depth.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Depth">Length of the lists.</param>
/// <param name="TopSeconds">Median seconds of asking for the lists alone.</param>
/// <param name="EvaluationSeconds">Median seconds of the evaluation, asking included.</param>
internal sealed record EvaluationCostRow(string What, int Depth, double TopSeconds, double EvaluationSeconds)
{
    public double Ratio => EvaluationSeconds / TopSeconds;
}
