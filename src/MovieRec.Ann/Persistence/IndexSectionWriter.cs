using System.Runtime.InteropServices;

namespace MovieRec.Ann;

/// <summary>Adds the arrays of an index to a file.</summary>
internal sealed class IndexSectionWriter(ModelSectionWriter sections)
{
    private const int Chunk = 1 << 20;

    public ModelSectionWriter Sections { get; } = sections;

    public void Add<T>(string name, Block<T> block)
        where T : unmanaged => Sections.Add(name, w =>
    {
        for (long start = 0; start < block.Length; start += Chunk)
        {
            w.Write(MemoryMarshal.AsBytes((ReadOnlySpan<T>)block.Slice(start, (int)Math.Min(Chunk, block.Length - start))));
        }
    });

    public IndexSectionWriter Nested(string prefix) => new(Sections.Nested(prefix));
}
