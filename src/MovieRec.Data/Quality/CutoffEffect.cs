namespace MovieRec.Data;

/// <summary>
/// What remains when users and items with fewer interactions than a minimum are dropped, again and again until none is
/// left (the k-core of the user–item graph).
/// </summary>
/// <param name="Minimum">The minimum k, for users and items alike.</param>
/// <param name="Users">Users that remain.</param>
/// <param name="Items">Items that remain.</param>
/// <param name="Interactions">Interactions that remain.</param>
/// <param name="InteractionShare">Share of all interactions that remains.</param>
/// <param name="Density">Density of what remains.</param>
public sealed record CutoffEffect(int Minimum, int Users, int Items, int Interactions, double InteractionShare, double Density);
