namespace MovieRec.Data;

/// <summary>How a Spark ALS model is read.</summary>
public sealed record SparkAlsReadOptions
{
    /// <summary>
    /// Whether a gap in the numbers of the part files that looks like a lost file is accepted. Default false. Spark 2.3 and
    /// later leave files of empty partitions out, so a gap alone is no error: it is one when the parts are divided by
    /// id modulo their number and the ids that the missing part would hold are absent while those of the others are not.
    /// </summary>
    public bool AllowMissingParts { get; init; }
}
