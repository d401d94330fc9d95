namespace MovieRec.Eval;

/// <summary>Counts of a split, and how much of it is cold. "Interaction" means a liked row.</summary>
public sealed record SplitSummary
{
    /// <summary>Rows to train on, liked or only seen.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Training interactions.</summary>
    public required int TrainInteractions { get; init; }

    /// <summary>Users with a training interaction.</summary>
    public required int TrainUsers { get; init; }

    /// <summary>Items with a training interaction.</summary>
    public required int TrainItems { get; init; }

    /// <summary>Fold-in interactions; 0 for weak generalisation.</summary>
    public required int FoldInInteractions { get; init; }

    /// <summary>Evaluated users: those with a held-out row or a fold-in history.</summary>
    public required int Users { get; init; }

    /// <summary>Evaluated users with at least one relevant item.</summary>
    public required int UsersWithRelevant { get; init; }

    /// <summary>Held-out rows, relevant or not.</summary>
    public required int HeldOutRows { get; init; }

    /// <summary>Relevant held-out interactions.</summary>
    public required int Relevant { get; init; }

    /// <summary>Distinct relevant items.</summary>
    public required int RelevantItems { get; init; }

    /// <summary>Evaluated users about whom the model can know nothing: no training interaction, or no fold-in item with one.</summary>
    public required int ColdUsers { get; init; }

    /// <summary>Relevant interactions of cold users.</summary>
    public required int RelevantOfColdUsers { get; init; }

    /// <summary>Distinct relevant items without a training interaction: no id-only model can find them.</summary>
    public required int ColdItems { get; init; }

    /// <summary>Relevant interactions on cold items.</summary>
    public required int RelevantOnColdItems { get; init; }
}
