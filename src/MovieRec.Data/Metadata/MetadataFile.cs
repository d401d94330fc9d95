namespace MovieRec.Data;

/// <summary>One metadata file and what became of it.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Report">Accepted, rejected and duplicate rows.</param>
/// <param name="MatchedItems">Items of the data set that the file says something about.</param>
/// <param name="FilledValues">For each field, the items whose value comes from this file.</param>
/// <param name="Info">Origin and terms.</param>
public sealed record MetadataFile(
    MetadataFormat Format, FileReport Report, int MatchedItems, IReadOnlyDictionary<string, int> FilledValues, DataSetInfo Info);
