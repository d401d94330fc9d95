namespace MovieRec.Eval;

/// <summary>An interval of plausible values.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>Whether a value lies within, ends included; false for NaN.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => value >= Low && value <= High;
}
