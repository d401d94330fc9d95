namespace MovieRec.Serving;

/// <summary>A generation has become the current one.</summary>
/// <param name="modelVersion">Version of its model.</param>
/// <param name="previousVersion">Version of the model before; empty for the first.</param>
/// <param name="degradedReason">Why it is not the model that was wanted; empty when it is.</param>
public sealed class GenerationPublishedEventArgs(string modelVersion, string previousVersion, string degradedReason) : EventArgs
{
    /// <summary>Version of its model.</summary>
    public string ModelVersion { get; } = modelVersion;

    /// <summary>Version of the model before; empty for the first.</summary>
    public string PreviousVersion { get; } = previousVersion;

    /// <summary>Why it is not the model that was wanted; empty when it is.</summary>
    public string DegradedReason { get; } = degradedReason;
}
