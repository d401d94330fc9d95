namespace MovieRec.Serving;

/// <summary>Whether a candidate may answer.</summary>
/// <param name="Checks">Every check that was made.</param>
public sealed record ValidationReport(IReadOnlyList<ValidationCheck> Checks)
{
    /// <summary>Whether all checks hold.</summary>
    public bool Passed => Checks.All(static c => c.Passed);

    /// <summary>The checks that do not hold, in one line; empty when all do.</summary>
    public string Reason => string.Join("; ", Checks.Where(static c => !c.Passed).Select(static c => $"{c.Name}: {c.Detail}"));
}
