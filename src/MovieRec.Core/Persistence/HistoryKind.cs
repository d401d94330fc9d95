namespace MovieRec;

/// <summary>What a model file holds of the histories, as written to files.</summary>
internal enum HistoryKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>One matrix: everything seen was liked.</summary>
    Shared = 1,

    /// <summary>Liked and seen.</summary>
    Separate = 2,
}
