namespace MovieRec.Eval.Tests.Gate;

/// <summary>A caller's metric with one value for every user.</summary>
internal sealed class ConstantMetric(string name, double value) : IRankingMetric
{
    public string Name => name;

    public int Cutoff => 10;

    public double Measure(in RankingContext context) => value;
}
