using System.Runtime.InteropServices;

namespace MovieRec.Ann;

/// <summary>
/// The exact scan as a back end: every eligible vector is compared. The truth that the others are measured against, and
/// below some hundred thousand vectors often fast enough. Observes <see cref="SearchOptions.Budget"/>.
/// </summary>
public sealed class FlatIndex : VectorIndex
{
    internal const string BackendName = "flat";
    private readonly VectorRows _vectors;

    internal FlatIndex(VectorRows vectors, Similarity similarity, SafeHandle memory)
        : base(vectors.Count, vectors.Dimensions, similarity, 0, memory)
    {
        _vectors = vectors;
    }

    /// <inheritdoc/>
    public override string Backend => BackendName;

    /// <inheritdoc/>
    public override IReadOnlyList<ModelOption> Parameters => [];

    /// <inheritdoc/>
    public override long SizeInBytes => _vectors.Values.Bytes;

    internal VectorRows Vectors => _vectors;

    /// <summary>Builds an exact index; vectors are copied.</summary>
    /// <param name="vectors">The vectors, each value finite.</param>
    /// <param name="similarity">The measure of closeness.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static FlatIndex Build(VectorTable vectors, Similarity similarity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        Check(similarity);
        HeapMemory memory = new();
        try
        {
            return new FlatIndex(VectorRows.Copy(vectors, similarity, memory, cancellationToken), similarity, memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    internal override int SearchCore(in SearchRequest request) => FlatScan.Run(_vectors, request);

    internal override void CopyStored(int index, Span<float> destination) =>
        _vectors.PaddedRow(index)[..Dimensions].CopyTo(destination);

    internal override void WriteArrays(IndexSectionWriter writer) => writer.Add("vectors", _vectors.Values);
}
