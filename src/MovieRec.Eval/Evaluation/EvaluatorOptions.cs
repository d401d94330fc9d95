namespace MovieRec.Eval;

/// <summary>Options of <see cref="Evaluator"/>.</summary>
public sealed record EvaluatorOptions
{
    /// <summary>Threads; −1 uses every core. The result does not depend on it. Default −1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither −1 nor at least 1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;

    /// <summary>Groups of users reported apart, beside all users. Default: warm and cold users.</summary>
    public IReadOnlyList<UserSlice> Slices
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [UserSlice.Warm, UserSlice.Cold];
}
