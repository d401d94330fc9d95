namespace MovieRec.Data;

/// <summary>What the id columns of an interactions file hold.</summary>
/// <param name="Users"><see cref="IdKind.Int64"/> or <see cref="IdKind.String"/>.</param>
/// <param name="Items"><see cref="IdKind.Int64"/> or <see cref="IdKind.String"/>.</param>
public readonly record struct InteractionIdKinds(IdKind Users, IdKind Items);
