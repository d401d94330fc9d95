namespace MovieRec.Serving;

/// <summary>Somebody asked to be forgotten.</summary>
/// <typeparam name="TUserId">The application's user id.</typeparam>
/// <param name="userId">The person.</param>
public sealed class PersonForgottenEventArgs<TUserId>(TUserId userId) : EventArgs
    where TUserId : notnull
{
    /// <summary>The person.</summary>
    public TUserId UserId { get; } = userId;
}
