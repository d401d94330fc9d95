namespace MovieRec.Data;

/// <summary>Metadata by id and the account of how it was read.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <param name="Movies">Metadata by id.</param>
/// <param name="Report">Accepted, rejected and duplicate rows.</param>
public sealed record MovieCsvResult<TItemId>(IReadOnlyDictionary<TItemId, MovieMetadata> Movies, FileReport Report)
    where TItemId : notnull;
