namespace MovieRec.Serving;

/// <summary>How far forgetting has come.</summary>
internal enum TombstoneState
{
    /// <summary>No answer uses the person; older artefacts may still hold traces.</summary>
    Pending,

    /// <summary>Every artefact was cleaned.</summary>
    Completed,
}
