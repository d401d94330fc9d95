namespace MovieRec.Eval;

/// <summary>A named group of users whose metrics are reported apart.</summary>
/// <param name="Name">Short stable name.</param>
/// <param name="Contains">Whether a user belongs to it; called from several threads.</param>
public sealed record UserSlice(string Name, Func<EvaluatedUser, bool> Contains)
{
    /// <summary>Users about whom the model knows something.</summary>
    public static UserSlice Warm { get; } = new("warm-users", static u => !u.IsCold);

    /// <summary>Users about whom the model can know nothing.</summary>
    public static UserSlice Cold { get; } = new("cold-users", static u => u.IsCold);
}
