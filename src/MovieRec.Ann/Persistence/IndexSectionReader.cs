using System.IO.MemoryMappedFiles;
using System.Numerics;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>
/// Reads the arrays of an index, by copy or from one mapping of the file, and checks what a checksum cannot: a hostile
/// file has valid checksums.
/// </summary>
internal sealed unsafe class IndexSectionReader
{
    private const int Chunk = 1 << 20;
    private readonly ModelFile _file;
    private readonly HeapMemory? _heap;
    private readonly byte* _mapping;

    private IndexSectionReader(ModelFile file, ModelSectionReader sections, SafeHandle memory, HeapMemory? heap, byte* mapping)
    {
        _file = file;
        Sections = sections;
        Memory = memory;
        _heap = heap;
        _mapping = mapping;
    }

    public ModelSectionReader Sections { get; }

    /// <summary>Owner of everything that was read.</summary>
    public SafeHandle Memory { get; }

    public static IndexSectionReader Open(ModelFile file, ModelSectionReader sections, IndexLoading loading)
    {
        if (loading == IndexLoading.Copy)
        {
            HeapMemory heap = new();
            return new IndexSectionReader(file, sections, heap, heap, null);
        }

        using MemoryMappedFile mapped = MemoryMappedFile.CreateFromFile(
            file.Handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        using MemoryMappedViewAccessor view = mapped.CreateViewAccessor(0, file.Length, MemoryMappedFileAccess.Read);
        MappedMemory memory = new(view.SafeMemoryMappedViewHandle);
        return new IndexSectionReader(file, sections, memory, null, memory.Pointer);
    }

    /// <summary>A reader of a part, which owns a share of the memory.</summary>
    /// <param name="prefix">Prefix of the part.</param>
    public IndexSectionReader Nested(string prefix) => new(_file, Sections.Nested(prefix), new MemoryLease(Memory), _heap, _mapping);

    public ModelFormatException Error(string name, string reason) => Sections.Error(name, reason);

    /// <summary>An array of exactly <paramref name="count"/> values.</summary>
    public Block<T> Read<T>(string name, long count)
        where T : unmanaged
    {
        Block<T> block = Read<T>(name);
        return block.Length == count
            ? block
            : throw Error(name, $"the section has {block.Length} values; expected {count}.");
    }

    public Block<T> Read<T>(string name)
        where T : unmanaged
    {
        ModelSectionInfo section = _file.Find(Sections.Prefix + name) ?? throw Error(name, "the section is missing.");
        if (section.Length % sizeof(T) != 0)
        {
            throw Error(name, $"the section has {section.Length} bytes; expected a multiple of {sizeof(T)}.");
        }

        long count = section.Length / sizeof(T);
        if (_heap is null)
        {
            return new Block<T>((T*)(_mapping + section.Offset), count);
        }

        Block<T> block = _heap.Allocate<T>(count);
        using SectionReader reader = Sections.Open(name);
        for (long start = 0; start < count; start += Chunk)
        {
            reader.Read(MemoryMarshal.AsBytes(block.Slice(start, (int)Math.Min(Chunk, count - start))));
        }

        reader.ExpectEnd();
        return block;
    }

    /// <summary>Floats, each finite.</summary>
    public Block<float> ReadFinite(string name, long count)
    {
        Block<float> block = Read<float>(name, count);
        for (long start = 0; start < count; start += Chunk)
        {
            int bad = FiniteCheck.IndexOfNonFinite<float>(block.Slice(start, (int)Math.Min(Chunk, count - start)));
            if (bad >= 0)
            {
                throw Error(name, $"value {start + bad} is {block.Pointer[start + bad]}; expected a finite number.");
            }
        }

        return block;
    }

    /// <summary>Floats, each finite and ≥ 0.</summary>
    public Block<float> ReadMagnitudes(string name, long count)
    {
        Block<float> block = ReadFinite(name, count);
        for (long i = 0; i < count; i++)
        {
            if (block.Pointer[i] < 0)
            {
                throw Error(name, $"value {i} is {block.Pointer[i]}; expected 0 or more.");
            }
        }

        return block;
    }

    /// <summary>Ints, each in <paramref name="from"/> … <paramref name="to"/> − 1.</summary>
    public Block<int> ReadIndices(string name, long count, int from, int to)
    {
        Block<int> block = Read<int>(name, count);
        for (long i = 0; i < count; i++)
        {
            if (block.Pointer[i] < from || block.Pointer[i] >= to)
            {
                throw Error(name, $"value {i} is {block.Pointer[i]}; expected {from} … {to - 1}.");
            }
        }

        return block;
    }

    /// <summary>Padded vectors: finite, padding zero, of length 1 or 0 for cosine.</summary>
    public VectorRows ReadVectors(string name, IndexHead head)
    {
        int stride = FactorMatrix.Pad(head.Dimensions);
        VectorRows rows = new(ReadFinite(name, (long)head.Count * stride), head.Count, head.Dimensions, head.Similarity);
        for (int i = 0; i < head.Count; i++)
        {
            Span<float> row = rows.PaddedRow(i);
            if (row[head.Dimensions..].ContainsAnyExcept(0f))
            {
                throw Error(name, $"the padding of vector {i} is not zero.");
            }

            float squares = head.Similarity == Similarity.Cosine ? Kernels.Dot(row, row) : 1;
            if (squares != 0 && Math.Abs(squares - 1) > 1e-3f)
            {
                throw Error(name, $"vector {i} has the squared length {squares}; expected 1 or 0 for cosine.");
            }
        }

        return rows;
    }
}
