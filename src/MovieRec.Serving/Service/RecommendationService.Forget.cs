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

    /// <summary>
    /// Moves people to the active key, in the log and in an export. Afterwards an old key can be destroyed: whoever was not among these
    /// people can never be named again.
    /// </summary>
    /// <param name="userIds">The people, such as all accounts of the application.</param>
    /// <param name="export">The exported events; null for none.</param>
    /// <param name="cancellationToken">Ends the work; doing it again goes on where it ended.</param>
    /// <returns>The number of events changed.</returns>
    /// <exception cref="IOException">The log or the export could not be changed.</exception>
    public async Task<long> RekeyAsync(IEnumerable<TUserId> userIds, FeedbackExport<TItemId>? export = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        Dictionary<string, string> pseudonyms = new(StringComparer.Ordinal);
        foreach (TUserId userId in userIds)
        {
            IReadOnlyList<string> all = Keys.AllPseudonymsOf(userId);
            foreach (string old in all.Skip(1))
            {
                pseudonyms[old] = all[0];
            }
        }

        long changed = await Log.RenameAsync(pseudonyms).ConfigureAwait(false);
        return changed + (export?.Rename(pseudonyms, cancellationToken) ?? 0);
    }
}
