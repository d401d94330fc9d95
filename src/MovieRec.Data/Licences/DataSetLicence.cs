namespace MovieRec.Data;

/// <summary>What is known about a public data set and its terms. Facts in our own words; the data set's own text has the last word.</summary>
public sealed record DataSetLicence
{
    /// <summary>Short name, such as <c>ml-25m</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public required string Description { get; init; }

    /// <summary>The terms, in a sentence.</summary>
    public required string Terms { get; init; }

    /// <summary>Whether the data may be passed on; null when unknown.</summary>
    public bool? Redistributable { get; init; }

    /// <summary>Whether commercial use is allowed without further permission; null when unknown.</summary>
    public bool? CommercialUse { get; init; }

    /// <summary>Text to show where the data is used, or the work to cite.</summary>
    public required string Attribution { get; init; }

    /// <summary>The page that describes the data and its terms.</summary>
    public required Uri SourcePage { get; init; }

    /// <summary>Where the archive can be fetched; null when there is none.</summary>
    public Uri? Download { get; init; }

    /// <summary>Length of the archive in bytes; 0 when unknown.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 of the archive, lower-case hexadecimal digits; empty when unknown.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>MD5 of the archive as its publisher gives it, lower-case hexadecimal digits; empty when unknown.</summary>
    public string Md5 { get; init; } = "";

    /// <summary>The same as a data set and a model carry it.</summary>
    public DataSetInfo ToInfo() => new()
    {
        Name = Name,
        Source = SourcePage.ToString(),
        Licence = Terms,
        Redistributable = Redistributable,
        CommercialUse = CommercialUse,
        Attribution = Attribution,
    };
}
