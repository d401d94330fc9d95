namespace MovieRec.Eval;

/// <summary>What the popularity of an item is a share of, in novelty.</summary>
public enum PopularityBase
{
    /// <summary>Training users: the chance that a user has met the item (Zhou et al. 2010).</summary>
    Users,

    /// <summary>Training interactions: the chance that an interaction is with the item (Vargas and Castells 2011). In names <c>(interactions)</c>.</summary>
    Interactions,
}
