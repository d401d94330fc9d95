using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>
/// Item vectors beside a data set: <c>embeddings.parquet</c> (column <c>item</c>, then <c>v0</c>, <c>v1</c>, … one float
/// column for each dimension) and <c>embeddings.json</c>, which names the generator, the checksum of the vectors and that of
/// the <c>movies.parquet</c> they were made from.
/// </summary>
/// <remarks>Every byte is verified before it is parsed. Vectors made from another version of the movies are refused.</remarks>
public static class EmbeddingFile
{
    /// <summary>The file with the vectors.</summary>
    public const string FileName = "embeddings.parquet";

    /// <summary>The file that describes it.</summary>
    public const string DescriptionName = "embeddings.json";

    /// <summary>The longest vectors that are stored: each dimension is a column.</summary>
    public const int MaxDimensions = 4096;

    /// <summary>Floats in a row group at most: 16 MB.</summary>
    private const int GroupValues = 1 << 22;

    /// <summary>Whether a folder has vectors, readable or not.</summary>
    /// <param name="folder">The data-set folder.</param>
    public static bool Exists(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return File.Exists(Path.Combine(folder, DescriptionName));
    }

    /// <summary>Who made the vectors of a folder, without reading them.</summary>
    /// <param name="folder">The data-set folder.</param>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    /// <exception cref="DataFormatException">The description is damaged.</exception>
    public static EmbeddingInfo ReadInfo(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return EmbeddingDescription.Read(Path.Combine(folder, DescriptionName)).Info;
    }

    /// <summary>Writes vectors into a data-set folder; those that were there are replaced.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="folder">The data-set folder.</param>
    /// <param name="items">Ids of the vectors, in their order.</param>
    /// <param name="embeddings">The vectors.</param>
    /// <param name="cancellationToken">Ends the writing; the old vectors stay.</param>
    /// <exception cref="ArgumentException">The numbers of ids and vectors differ, or the vectors are longer than <see cref="MaxDimensions"/>.</exception>
    /// <exception cref="DataFormatException">The folder is no data-set folder.</exception>
    public static void Write<TItemId>(
        string folder, IdMap<TItemId> items, ItemEmbeddings embeddings, CancellationToken cancellationToken = default)
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(embeddings);
        if (items.Count != embeddings.Count || embeddings.Dimensions > MaxDimensions)
        {
            throw new ArgumentException(
                $"{embeddings.Count} vectors of {embeddings.Dimensions} numbers for {items.Count} items; expected as many vectors as items, of at most {MaxDimensions} numbers.",
                nameof(embeddings));
        }

        DataSetManifest manifest = DataSetFolder.ReadManifest(folder);
        string target = Path.Combine(folder, FileName);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            EmbeddingDescription description;
            using (SynchronousStream stream = new(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16)))
            {
                if (StoredIds.IsText(IdMap<TItemId>.Kind))
                {
                    Write(stream, StoredIds.ToStored<TItemId, string>(items.Ids), embeddings, cancellationToken);
                }
                else
                {
                    Write(stream, StoredIds.ToStored<TItemId, long>(items.Ids), embeddings, cancellationToken);
                }

                stream.FlushToDisk();
                description = new EmbeddingDescription(
                    embeddings.Info, new DataSetFile(FileName, items.Count, stream.Position, stream.Checksum), Movies(manifest).Checksum);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: true);
            description.Write(Path.Combine(folder, DescriptionName));
            DirectorySync.Flush(folder);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads vectors in the order of an id map.</summary>
    /// <typeparam name="TItemId">Item id, as the data set is read.</typeparam>
    /// <param name="folder">The data-set folder.</param>
    /// <param name="items">The items wanted; one without a stored vector gets zeros.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">The folder has no vectors.</exception>
    /// <exception cref="DataFormatException">A file is damaged, or the movies have changed since the vectors were made.</exception>
    public static ItemEmbeddings Read<TItemId>(string folder, IdMap<TItemId> items, CancellationToken cancellationToken = default)
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        DataSetManifest manifest = DataSetFolder.ReadManifest(folder);
        string path = Path.Combine(folder, DescriptionName);
        EmbeddingDescription description = EmbeddingDescription.Read(path);
        if (description.MoviesChecksum != Movies(manifest).Checksum)
        {
            throw FolderFiles.Error(path, $"the vectors were made from another version of {FolderFiles.Movies}; make them again");
        }

        return StoredIds.IsText(manifest.ItemIdKind)
            ? Read<string, TItemId>(folder, manifest, description, items, cancellationToken)
            : Read<long, TItemId>(folder, manifest, description, items, cancellationToken);
    }

    private static DataSetFile Movies(DataSetManifest manifest) => manifest.Find(FolderFiles.Movies)!;

    private static List<DataField> Columns(bool text, int dimensions)
    {
        List<DataField> fields = [new DataField("item", text ? typeof(string) : typeof(long), isNullable: false)];
        for (int k = 0; k < dimensions; k++)
        {
            fields.Add(new DataField(FormattableString.Invariant($"v{k}"), typeof(float), isNullable: false));
        }

        return fields;
    }

    private static void Write<TStored>(Stream stream, TStored[] ids, ItemEmbeddings embeddings, CancellationToken cancellationToken)
        where TStored : notnull
    {
        List<DataField> fields = Columns(typeof(TStored) == typeof(string), embeddings.Dimensions);
        using ParquetSink sink = new(stream, fields);
        int groupRows = Math.Max(1, GroupValues / embeddings.Dimensions);
        float[] column = new float[Math.Min(groupRows, ids.Length)];
        for (int start = 0; start < ids.Length; start += groupRows)
        {
            int count = Math.Min(groupRows, ids.Length - start);
            sink.BeginGroup();
            sink.Write(fields[0], ids.AsSpan(start, count).ToArray(), count);
            for (int k = 0; k < embeddings.Dimensions; k++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int i = 0; i < count; i++)
                {
                    column[i] = embeddings.GetVector(start + i)[k];
                }

                sink.Write(fields[k + 1], column, count);
            }

            sink.EndGroup();
        }

        sink.Complete();
    }

    private static ItemEmbeddings Read<TStored, TItemId>(
        string folder, DataSetManifest manifest, EmbeddingDescription description, IdMap<TItemId> items, CancellationToken cancellationToken)
        where TStored : notnull
        where TItemId : notnull
    {
        int dimensions = description.Info.Dimensions;
        string path = Path.Combine(folder, FileName);
        SynchronousStream stream = FolderReader.OpenVerified(folder, description.File, DescriptionName, cancellationToken);
        ParquetTable table;
        try
        {
            table = ParquetTable.Open(stream, path, description.File.Rows, Columns(StoredIds.IsText(manifest.ItemIdKind), dimensions));
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        // Only now: a file with that many columns is there.
        float[] values = new float[(long)items.Count * dimensions];
        using (table)
        {
            for (int group = 0; group < table.GroupCount; group++)
            {
                int[] index = Indices<TStored, TItemId>(table, group, manifest, items, path);
                float[] column = new float[table.GroupRows(group)];
                for (int k = 0; k < dimensions; k++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    table.Read(group, FormattableString.Invariant($"v{k}"), column);
                    for (int i = 0; i < index.Length; i++)
                    {
                        if (index[i] >= 0)
                        {
                            values[((long)index[i] * dimensions) + k] = column[i];
                        }
                    }
                }
            }
        }

        try
        {
            return ItemEmbeddings.Create(description.Info, values);
        }
        catch (ArgumentException e)
        {
            throw FolderFiles.Error(path, e.Message);
        }
    }

    private static int[] Indices<TStored, TItemId>(ParquetTable table, int group, DataSetManifest manifest, IdMap<TItemId> items, string path)
        where TStored : notnull
        where TItemId : notnull
    {
        TStored[] stored = new TStored[table.GroupRows(group)];
        table.Read(group, "item", stored);
        TItemId[] ids = StoredIds.TryToIds<TStored, TItemId>(stored, manifest.ItemIdKind, out string reason)
            ?? throw FolderFiles.Error(path, reason, "item");
        return Array.ConvertAll(ids, id => items.TryGetIndex(id, out int i) ? i : -1);
    }
}
