namespace MovieRec.Eval;

/// <summary>Which items may be recommended in an evaluation. Printed with every result.</summary>
public enum CandidatePolicy
{
    /// <summary>Items with a training interaction: the fair choice between models that know only ids.</summary>
    TrainedItems,

    /// <summary>Every item of the index space: for models that can rank items nobody has liked yet.</summary>
    WholeCatalogue,

    /// <summary>A given list of items for each user.</summary>
    GivenPerUser,
}
