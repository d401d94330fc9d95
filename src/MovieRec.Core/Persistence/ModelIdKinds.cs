namespace MovieRec;

/// <summary>The kinds of id in a model file, to choose type arguments by.</summary>
/// <param name="User">Kind of the user ids.</param>
/// <param name="Item">Kind of the item ids.</param>
public readonly record struct ModelIdKinds(IdKind User, IdKind Item);
