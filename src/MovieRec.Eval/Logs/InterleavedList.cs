namespace MovieRec.Eval;

/// <summary>
/// A list that was interleaved, with the team of each item: store it when it is shown. Credit must follow the assignment that
/// was shown; it cannot be worked out again from two rankings that changed since. Immutable.
/// </summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class InterleavedList<TItemId>
    where TItemId : notnull
{
    private readonly InterleavedItem<TItemId>[] _items;

    /// <summary>Creates a list, such as a stored one.</summary>
    /// <param name="userPseudonym">The user's pseudonym, as in the feedback log.</param>
    /// <param name="candidateSetId">The id of the list in the feedback log.</param>
    /// <param name="items">The items from the top.</param>
    /// <exception cref="ArgumentException">
    /// A text is empty, an item occurs twice or has no team, its probability is not in (0, 1], or the sizes of the teams differ by more than one.
    /// </exception>
    public InterleavedList(string userPseudonym, string candidateSetId, IEnumerable<InterleavedItem<TItemId>> items)
    {
        ArgumentException.ThrowIfNullOrEmpty(userPseudonym);
        ArgumentException.ThrowIfNullOrEmpty(candidateSetId);
        ArgumentNullException.ThrowIfNull(items);
        UserPseudonym = userPseudonym;
        CandidateSetId = candidateSetId;
        _items = [.. items];
        HashSet<TItemId> distinct = [];
        int lead = 0;
        foreach (InterleavedItem<TItemId> item in _items)
        {
            if (item.Team is not (InterleavingTeam.First or InterleavingTeam.Second) || !(item.Probability is > 0 and <= 1) || !distinct.Add(item.ItemId))
            {
                throw new ArgumentException($"{item}: each item occurs once, belongs to the first or second team and has a probability in (0, 1].", nameof(items));
            }

            lead += item.Team == InterleavingTeam.First ? 1 : -1;
        }

        if (Math.Abs(lead) > 1)
        {
            throw new ArgumentException($"One team has {Math.Abs(lead)} items more than the other; team draft differs by one at most.", nameof(items));
        }
    }

    /// <summary>The user's pseudonym.</summary>
    public string UserPseudonym { get; }

    /// <summary>The id of the list in the feedback log.</summary>
    public string CandidateSetId { get; }

    /// <summary>The items from the top.</summary>
    public IReadOnlyList<InterleavedItem<TItemId>> Items => _items;

    /// <summary>The team that gets the credit for an item; none when the list does not hold it at that position.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="position">Its position, 1 = top.</param>
    public InterleavingTeam CreditFor(TItemId itemId, int position) =>
        position >= 1 && position <= _items.Length && EqualityComparer<TItemId>.Default.Equals(_items[position - 1].ItemId, itemId)
            ? _items[position - 1].Team
            : InterleavingTeam.None;
}
