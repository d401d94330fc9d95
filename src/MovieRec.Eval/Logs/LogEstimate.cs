namespace MovieRec.Eval;

/// <summary>
/// What a log says about a quantity: a <see cref="KnownEstimate"/> with an interval, or an <see cref="UnknownEstimate"/> with a
/// reason and without any number. There is no third case; whoever decides from it must treat unknown as "no".
/// </summary>
public abstract class LogEstimate
{
    private protected LogEstimate()
    {
    }

    /// <summary>Whether there is an estimate.</summary>
    public bool IsKnown => this is KnownEstimate;
}
