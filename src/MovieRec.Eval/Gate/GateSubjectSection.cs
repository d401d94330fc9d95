namespace MovieRec.Eval;

/// <summary>What a program should prepare for the gate. Paths are relative to the configuration file.</summary>
public sealed class GateSubjectSection
{
    /// <summary>A data-set folder, a MovieLens folder or an interactions file.</summary>
    public string Data { get; set; } = "";

    /// <summary>Metadata beside the data; null for none.</summary>
    public string? Catalog { get; set; }

    /// <summary>The model, by name. Default <c>als</c>.</summary>
    public string Model { get; set; } = "als";

    /// <summary>Options of the model by <c>name.Option</c>.</summary>
    public IDictionary<string, string> Options { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The model file that would go live; null: the model is trained on all rows.</summary>
    public string? ModelFile { get; set; }

    /// <summary>Ratings at or above it are liked. Default 4.</summary>
    public double MinRating { get; set; } = 4;

    /// <summary>How rows are held out: <c>temporal</c> (default), <c>last-share</c>, <c>leave-last-out</c>, <c>random</c>, <c>strong</c>.</summary>
    public string Split { get; set; } = "temporal";

    /// <summary>Held-out share where the split has one. Default 0.2.</summary>
    public double TestShare { get; set; } = 0.2;

    /// <summary>Seed of training and of random splits. Default 1.</summary>
    public int Seed { get; set; } = 1;
}
