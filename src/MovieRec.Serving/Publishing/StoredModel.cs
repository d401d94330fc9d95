namespace MovieRec.Serving;

/// <summary>What is known of a published version without loading it.</summary>
public sealed record StoredModel
{
    /// <summary>Name of its folder: a number that grows, and the model's version.</summary>
    public required string Version { get; init; }

    /// <summary>Version of the model: algorithm, options and training data.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Offline metrics measured before it was published, by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Files of the version, the manifest excepted.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    internal long Sequence => ModelStoreLayout.SequenceOf(Version);
}
