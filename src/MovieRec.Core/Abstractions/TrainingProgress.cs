namespace MovieRec;

/// <summary>One step of a training run.</summary>
/// <param name="Algorithm">The algorithm's short name.</param>
/// <param name="Step">Steps finished, 1-based.</param>
/// <param name="TotalSteps">Steps in all.</param>
/// <param name="Loss">The objective after this step, NaN when it is not computed.</param>
public readonly record struct TrainingProgress(string Algorithm, int Step, int TotalSteps, double Loss)
{
    /// <summary>The parts of an ALS objective; null when they are not computed or for another algorithm.</summary>
    public AlsLossParts? LossParts { get; init; }

    /// <summary>The quality on a validation part after this step, higher is better; null when it is not measured.</summary>
    public double? Validation { get; init; }
}
