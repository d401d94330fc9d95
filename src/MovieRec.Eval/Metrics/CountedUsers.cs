namespace MovieRec.Eval;

/// <summary>Which users a metric counts that does not need relevant items (novelty, diversity, exposure, …).</summary>
public enum CountedUsers
{
    /// <summary>Users with a relevant item: the same as everywhere, so that all numbers of a table are over the same users.</summary>
    WithRelevant,

    /// <summary>Every evaluated user, in names <c>(all)</c>.</summary>
    Everyone,
}
