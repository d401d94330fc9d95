namespace MovieRec.Eval;

/// <summary>Counterfactual estimates under the item-position model (see <see cref="ItemPositionEstimator"/>).</summary>
public sealed class ItemPositionReport
{
    internal ItemPositionReport(IReadOnlyList<ItemPositionResult> positions, ItemPositionEstimates list)
    {
        Positions = positions;
        List = list;
    }

    /// <summary>One result for each position that occurs, ascending.</summary>
    public IReadOnlyList<ItemPositionResult> Positions { get; }

    /// <summary>
    /// Expected reward of a list that fills all these positions: the sum over them, with errors that respect that a user's
    /// positions depend on one another. Unknown as soon as one position is.
    /// </summary>
    public ItemPositionEstimates List { get; }

    /// <summary>A position.</summary>
    /// <param name="position">1 = top.</param>
    /// <exception cref="KeyNotFoundException">The log has no impression there.</exception>
    public ItemPositionResult AtPosition(int position) => Positions.FirstOrDefault(p => p.Position == position)
        ?? throw new KeyNotFoundException($"The log has no impression at position {position}.");
}
