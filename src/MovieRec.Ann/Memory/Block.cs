namespace MovieRec.Ann;

/// <summary>
/// A run of values in memory that somebody else owns: the index's <see cref="HeapMemory"/> or a mapped file. Valid only
/// while that owner is held (<see cref="VectorIndex"/> holds it for each search).
/// </summary>
internal readonly unsafe struct Block<T>(T* pointer, long length)
    where T : unmanaged
{
    public T* Pointer { get; } = pointer;

    public long Length { get; } = length;

    public long Bytes => Length * sizeof(T);

    public Span<T> Span => new(Pointer, checked((int)Length));

    public Span<T> Slice(long start, int count) => new(Pointer + start, count);

    public void CopyFrom(ReadOnlySpan<T> values) => values.CopyTo(Span);
}
