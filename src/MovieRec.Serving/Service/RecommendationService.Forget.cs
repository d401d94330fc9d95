namespace MovieRec.Serving;

/// <content>Forgetting.</content>
public sealed partial class RecommendationService<TUserId, TItemId>
{
    /// <summary>
    /// Forgets a person. When the call returns, no answer uses them, also after a restart; their rows are gone from the log, which
    /// is vacuumed and whose WAL is truncated. Models, exports and backups that hold them go with the next publication
    /// (<see cref="Forgetter{TItemId}"/>).
    /// </summary>
    /// <param name="userId">The person.</param>
    /// <exception cref="InvalidOperationException">The options name no tombstones.</exception>
    /// <exception cref="FeedbackLogException">The log could not be changed; the tombstone stands, and start-up tries again.</exception>
    public async Task ForgetAsync(TUserId userId)
    {
        Tombstones tombstones = Options.Tombstones
            ?? throw new InvalidOperationException("RecommendationServiceOptions.Tombstones is null: without a list nobody would stay forgotten.");
        IReadOnlyList<string> pseudonyms = Keys.AllPseudonymsOf(userId);
        tombstones.Add(pseudonyms);
        PersonForgotten?.Invoke(this, new PersonForgottenEventArgs<TUserId>(userId));
        await Log.RemoveAsync(pseudonyms).ConfigureAwait(false);
    }
}
