namespace MovieRec.Serving;

/// <summary>A candidate did not pass validation; nothing was changed.</summary>
public sealed class ModelRefusedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="report">The checks.</param>
    public ModelRefusedException(ValidationReport report)
        : base($"The model was refused: {report?.Reason}")
    {
        ArgumentNullException.ThrowIfNull(report);
        Report = report;
    }

    /// <summary>The checks.</summary>
    public ValidationReport Report { get; }
}
