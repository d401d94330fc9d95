namespace MovieRec.Eval;

/// <summary>UNKNOWN: the log cannot answer. Carries no number.</summary>
public sealed class UnknownEstimate : LogEstimate
{
    internal UnknownEstimate(UnknownReason reason, string detail)
    {
        Reason = reason;
        Detail = detail;
    }

    /// <summary>Why.</summary>
    public UnknownReason Reason { get; }

    /// <summary>The reason in words, with the figures behind it.</summary>
    public string Detail { get; }

    /// <inheritdoc/>
    public override string ToString() => $"UNKNOWN ({Reason}: {Detail})";
}
