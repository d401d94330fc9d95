namespace MovieRec;

/// <summary>A metric of all rankings together, such as catalogue coverage.</summary>
public interface IAggregateMetric : IMetric
{
    /// <summary>Starts an empty accumulator; one is used by one thread at a time.</summary>
    /// <param name="context">What all users share.</param>
    IMetricAccumulator Start(EvaluationContext context);
}
