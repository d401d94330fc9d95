namespace MovieRec;

/// <summary>A metric of one user's ranking; the evaluator averages it over users.</summary>
public interface IRankingMetric : IMetric
{
    /// <summary>Measures one ranking.</summary>
    /// <param name="context">The ranking and what was relevant.</param>
    /// <returns>The value, or NaN where it is not defined (nothing was relevant): such a user is left out of the mean and counted.</returns>
    double Measure(in RankingContext context);
}
