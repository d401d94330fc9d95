namespace MovieRec.Serving;

/// <summary>Steps of publishing a version, in order. After each of them a restart answers from the old version or from the new one.</summary>
internal enum PublishStep
{
    TemporaryCreated,
    ModelWritten,
    ManifestWritten,
    TemporaryFlushed,
    CandidateChecked,
    Renamed,
    ModelsFlushed,
    CurrentWritten,
    CurrentReplaced,
    StoreFlushed,
    OldRemoved,
}
