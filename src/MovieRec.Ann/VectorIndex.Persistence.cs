using System.Runtime.InteropServices;

namespace MovieRec.Ann;

/// <content>Files.</content>
public abstract partial class VectorIndex
{
    private const string Root = "index";

    /// <summary>
    /// Writes the index, with its certificate, to a model file (<c>.mrec</c>): checksums over every byte, arrays aligned for
    /// mapping, the old file replaced by a rename. The bytes depend on vectors and options alone.
    /// </summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="cancellationToken">Ends the writing; the old file stays.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, CancellationToken cancellationToken = default)
    {
        Enter();
        try
        {
            ModelFileWriter.Write(path, sections => Write(new IndexSectionWriter(sections.Nested(Root))), null, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Reads an index that <see cref="Save"/> wrote. Every byte and every link is checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="loading">Copied, the default, or mapped.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <exception cref="ModelFormatException">The file is damaged, is not an index, or holds something that cannot be right.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static VectorIndex Load(string path, IndexLoading loading = IndexLoading.Copy, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(loading))
        {
            throw new ArgumentOutOfRangeException(nameof(loading), loading, "Loading must be Copy or Map.");
        }

        using ModelFile file = ModelFile.Open(path, cancellationToken);
        IndexSectionReader reader = IndexSectionReader.Open(file, file.Root.Nested(Root), loading);
        try
        {
            return Read(reader);
        }
        catch (Exception e)
        {
            reader.Memory.Dispose();
            if (e is ArgumentException or FormatException or OverflowException)
            {
                throw reader.Sections.Error(IndexHead.Name, $"the index could not be rebuilt: {e.Message}", null, e);
            }

            throw;
        }
    }

    internal void Write(IndexSectionWriter writer)
    {
        new IndexHead(Backend, Similarity, Count, Dimensions, DefaultEffort).Write(writer.Sections);
        writer.Sections.AddOptions(OptionBag.From(Parameters));
        Certificate?.Write(writer.Sections);
        WriteArrays(writer);
    }

    internal static VectorIndex Read(IndexSectionReader reader)
    {
        IndexHead head = IndexHead.Read(reader.Sections);
        OptionBag options = reader.Sections.ReadOptions();
        VectorIndex index = head.Backend switch
        {
            FlatIndex.BackendName => new FlatIndex(reader.ReadVectors("vectors", head), head.Similarity, reader.Memory),
            HnswIndex.BackendName => HnswIndex.Read(reader, head, options),
            IvfIndex.BackendName => IvfIndex.Read(reader, head, options),
            ForestIndex.BackendName => ForestIndex.Read(reader, head, options),
            ShardedIndex.BackendName => ShardedIndex.Read(reader, head, options),
            _ => throw reader.Error(IndexHead.Name, $"the back end is '{head.Backend}'; this library knows flat, ivf, hnsw, forest and sharded."),
        };
        index.DefaultEffort = head.DefaultEffort;
        index.Certificate = RecallCertificate.Read(reader.Sections, head);
        return index;
    }

    /// <summary>Adds the arrays of the back end.</summary>
    internal abstract void WriteArrays(IndexSectionWriter writer);
}
