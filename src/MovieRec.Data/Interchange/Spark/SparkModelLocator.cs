namespace MovieRec.Data;

/// <summary>Finds the ALS model in a saved object: itself, a stage of a pipeline, or the best model of a cross-validation.</summary>
internal static class SparkModelLocator
{
    private const int MaximumDepth = 8;
    private const string AlsModel = "org.apache.spark.ml.recommendation.ALSModel";

    /// <returns>The folder of the ALS model and its metadata.</returns>
    public static (string Folder, SparkMetadata Metadata) Find(string folder, ref int verified)
    {
        List<(string Folder, SparkMetadata Metadata)> found = [];
        string seen = "";
        Collect(folder, 0, found, ref seen, ref verified);
        return found.Count switch
        {
            1 => found[0],
            0 => throw Interchange.Error(folder, "", $"there is no ALS model in it; it holds {seen}"),
            _ => throw Interchange.Error(folder, "", $"there are {found.Count} ALS models in it ({string.Join(", ", found.Select(f => Path.GetRelativePath(folder, f.Folder)))}); name the folder of one"),
        };
    }

    private static void Collect(
        string folder, int depth, List<(string Folder, SparkMetadata Metadata)> found, ref string seen, ref int verified)
    {
        if (depth > MaximumDepth)
        {
            throw Interchange.Error(folder, "", $"models are nested deeper than {MaximumDepth}");
        }

        SparkMetadata metadata = SparkMetadata.Read(folder, ref verified);
        string name = metadata.Class;
        seen += (seen.Length > 0 ? ", " : "") + name;
        switch (name)
        {
            case AlsModel:
                found.Add((folder, metadata));
                break;
            case "org.apache.spark.ml.PipelineModel":
                CollectStages(folder, metadata, depth, found, ref seen, ref verified);
                break;
            case "org.apache.spark.ml.tuning.CrossValidatorModel" or "org.apache.spark.ml.tuning.TrainValidationSplitModel":
                string best = Path.Combine(folder, "bestModel");
                if (!Directory.Exists(best))
                {
                    throw Interchange.Error(folder, "", "the folder 'bestModel' is missing");
                }

                Collect(best, depth + 1, found, ref seen, ref verified);
                break;
            default:
                break;
        }
    }

    private static void CollectStages(
        string folder,
        SparkMetadata metadata,
        int depth,
        List<(string Folder, SparkMetadata Metadata)> found,
        ref string seen,
        ref int verified)
    {
        string stages = Path.Combine(folder, "stages");
        IReadOnlyList<string> uids = metadata.StageUids;
        if (!Directory.Exists(stages))
        {
            throw Interchange.Error(folder, "", $"the folder 'stages' is missing; the metadata name {uids.Count} stages");
        }

        string[] directories = [.. Directory.EnumerateDirectories(stages).Order(StringComparer.Ordinal)];
        foreach (string uid in uids)
        {
            // Stage folders are NUMBER_UID, the number padded with zeros.
            string stage = directories.FirstOrDefault(d => Path.GetFileName(d) is { } n && n.IndexOf('_', StringComparison.Ordinal) is > 0 and int cut && n[(cut + 1)..] == uid)
                ?? throw Interchange.Error(stages, "", $"the stage '{uid}' is missing");
            Collect(stage, depth + 1, found, ref seen, ref verified);
        }
    }
}
