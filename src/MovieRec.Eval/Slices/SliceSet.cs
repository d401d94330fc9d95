namespace MovieRec.Eval;

/// <summary>The groups in which results are reported beside all users.</summary>
/// <param name="Users">Groups of users.</param>
/// <param name="Items">Groups of items.</param>
public sealed record SliceSet(IReadOnlyList<UserSlice> Users, IReadOnlyList<ItemSlice> Items);
