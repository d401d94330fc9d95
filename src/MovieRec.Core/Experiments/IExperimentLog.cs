namespace MovieRec;

/// <summary>An append-only record of experiments: nothing that was written is changed or removed.</summary>
public interface IExperimentLog
{
    /// <summary>Adds the entries of one run, all or none; they are on disk when the call returns.</summary>
    /// <param name="entries">The entries; none is a call without effect.</param>
    /// <param name="cancellationToken">Ends the writing before anything is added.</param>
    void Append(IReadOnlyList<ExperimentEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Reads everything. A damaged part is named and left out; it never hides the rest.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    ExperimentLogContent Read(CancellationToken cancellationToken = default);
}
