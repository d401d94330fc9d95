namespace MovieRec.Data;

/// <summary>An ALS model as Apache Spark saved it, and how it was checked.</summary>
public sealed record SparkAlsModel
{
    internal SparkAlsModel()
    {
    }

    /// <summary>The folder of the ALS model, below the one that was named when that was a pipeline or cross-validation.</summary>
    public required string Path { get; init; }

    /// <summary>The release that wrote it, such as <c>3.5.1</c>.</summary>
    public required string SparkVersion { get; init; }

    /// <summary>Spark's identifier of the model.</summary>
    public required string Uid { get; init; }

    /// <summary>Number of factors.</summary>
    public required int Rank { get; init; }

    /// <summary>Name of the user column in the training data.</summary>
    public required string UserColumn { get; init; }

    /// <summary>Name of the item column in the training data.</summary>
    public required string ItemColumn { get; init; }

    /// <summary><c>nan</c> or <c>drop</c>.</summary>
    public required string ColdStartStrategy { get; init; }

    /// <summary>The factors, ids ascending. Spark's ids are int32; they are widened like all whole-number ids.</summary>
    public required FactorTable<long, long> Factors { get; init; }

    /// <summary>Part files read, those of the metadata included.</summary>
    public required int PartFiles { get; init; }

    /// <summary>Part files whose sidecar was there and right.</summary>
    public required int VerifiedFiles { get; init; }

    /// <summary>Pages whose checksum was stored and right.</summary>
    public required int VerifiedPages { get; init; }

    /// <summary>What a person should know: a missing success mark, gaps in the part numbers.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
