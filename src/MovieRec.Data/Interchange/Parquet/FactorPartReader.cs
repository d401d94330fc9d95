using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MovieRec.Data;

/// <summary>
/// Reads one Parquet file of factors: <c>id</c> (int32) and <c>features</c> (list of float, in any of the layouts that
/// writers use: <c>list.element</c>, <c>bag.array</c>, <c>array</c>, or a bare repeated column).
/// </summary>
internal static class FactorPartReader
{
    /// <summary>Appends the rows of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">Features of each row.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <param name="features">Receives the features, row after row.</param>
    /// <returns>The number of pages whose checksum was stored and right.</returns>
    /// <exception cref="DataFormatException">The file is damaged or is not such a file.</exception>
    public static int Read(string path, int rank, List<int> ids, List<float> features)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        ParquetFooter footer = ParquetFooter.Read(file, path, length);
        ParquetColumn id = Find(footer, path, "id", ParquetColumn.Int32, "int32", repetitions: 0);
        ParquetColumn feature = Find(footer, path, "features", ParquetColumn.Float, "list of float", repetitions: 1);
        if (footer.Rows > int.MaxValue || !Interchange.CanHold(length, (footer.Rows + 1) * rank * sizeof(float)))
        {
            throw Interchange.Error(path, "footer", $"the footer announces {footer.Rows} rows of {rank} features; a file of {length} bytes cannot hold them");
        }

        if ((ids.Count + footer.Rows) * rank > Array.MaxLength)
        {
            throw Interchange.Error(path, "", $"with its {footer.Rows} rows the factors are more than the largest array holds ({Array.MaxLength} values); serve fewer rows or factors");
        }

        int verified = 0;
        foreach (ParquetRowGroup group in footer.RowGroups)
        {
            verified += ReadColumn(file, path, footer, group, id, 1, ids);
            verified += ReadColumn(file, path, footer, group, feature, rank, features);
        }

        return verified;
    }

    private static ParquetColumn Find(ParquetFooter footer, string path, string name, int type, string expected, int repetitions)
    {
        ParquetColumn[] found = [.. footer.Columns.Where(c => c.Path[0] == name)];
        if (found.Length == 0)
        {
            throw Interchange.Error(path, name, $"there is no such column; the file has {string.Join(", ", footer.Columns.Select(static c => c.Name))}");
        }

        return found is [{ } column] && column.Type == type && column.MaxRepetition == repetitions
            ? column
            : throw Interchange.Error(path, name, $"the column is not of type {expected}: {string.Join(", ", found.Select(static c => $"{c.Name} (physical type {c.Type})"))}");
    }

    private static int ReadColumn<T>(
        SafeFileHandle file, string path, ParquetFooter footer, ParquetRowGroup group, ParquetColumn column, int perRow, List<T> destination)
        where T : unmanaged
    {
        ParquetChunk chunk = group.Chunks[column.Index];
        if (chunk.Path != column.Name || chunk.Type != column.Type)
        {
            throw Interchange.Error(path, column.Name, $"the row group has '{chunk.Path}' in its place");
        }

        if (group.Rows == 0)
        {
            return 0;
        }

        long values = group.Rows * perRow;
        if (chunk.Start < 4 || chunk.Length <= 0 || chunk.Length > footer.Start - chunk.Start || chunk.Length > Array.MaxLength)
        {
            throw Interchange.Error(path, column.Name, $"the column announces bytes {chunk.Start} … {chunk.Start + chunk.Length}; data end at {footer.Start}");
        }

        byte[] bytes = new byte[chunk.Length];
        ParquetFooter.ReadExactly(file, path, chunk.Start, bytes);
        int before = destination.Count;
        CollectionsMarshal.SetCount(destination, before + (int)values);
        ColumnReader reader = new(path, column, chunk, perRow, MemoryMarshal.Cast<T, int>(CollectionsMarshal.AsSpan(destination)[before..]));
        reader.Read(bytes);
        return reader.VerifiedPages;
    }
}
