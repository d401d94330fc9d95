namespace MovieRec.Data;

/// <summary>
/// What <c>dataset.json</c> says: origin and terms of the data, id kinds, counts, and length and checksum of each Parquet
/// file. The JSON ends with its own XxHash128 over every other byte, white space included.
/// </summary>
public sealed record DataSetManifest
{
    /// <summary>The version of the layout that this library reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the layout.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Short name of the data set; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the data comes from; may be empty.</summary>
    public string Source { get; init; } = "";

    /// <summary>Name of the licence or terms; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Whether the data may be passed on; null when unknown.</summary>
    public bool? Redistributable { get; init; }

    /// <summary>Whether commercial use is allowed; null when unknown.</summary>
    public bool? CommercialUse { get; init; }

    /// <summary>Text to show where the data is used; may be empty.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>Whether the people in it are simulated, not real.</summary>
    public bool Simulated { get; init; }

    /// <summary>Origin and terms of metadata that came from elsewhere than the interactions; empty for none.</summary>
    public IReadOnlyList<DataSetInfo> MetadataSources { get; init; } = [];

    /// <summary>Kind of the user ids. Int32 and Int64 are stored as int64, String and Guid as text.</summary>
    public IdKind UserIdKind { get; init; }

    /// <summary>Kind of the item ids.</summary>
    public IdKind ItemIdKind { get; init; }

    /// <summary>Number of users, those without an interaction included.</summary>
    public int Users { get; init; }

    /// <summary>Number of items, those without an interaction included.</summary>
    public int Items { get; init; }

    /// <summary>Number of interactions.</summary>
    public long Interactions { get; init; }

    /// <summary>The columns that interactions have beside user and item.</summary>
    public InteractionColumns Columns { get; init; }

    /// <summary>The Parquet files.</summary>
    public IReadOnlyList<DataSetFile> Files { get; init; } = [];

    /// <summary>The origin and terms as a data set carries them.</summary>
    public DataSetInfo ToInfo() => new()
    {
        Name = Name,
        Source = Source,
        Licence = Licence,
        Redistributable = Redistributable,
        CommercialUse = CommercialUse,
        Attribution = Attribution,
        Simulated = Simulated,
    };

    internal DataSetManifest WithInfo(DataSetInfo info) => this with
    {
        Name = info.Name,
        Source = info.Source,
        Licence = info.Licence,
        Redistributable = info.Redistributable,
        CommercialUse = info.CommercialUse,
        Attribution = info.Attribution,
        Simulated = info.Simulated,
    };

    internal DataSetFile? Find(string name) => Files.FirstOrDefault(f => f.Name == name);
}
