using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace MovieRec.Data;

/// <summary>
/// Writes factors as a <c>.npz</c> file: <c>user_factors</c> and <c>item_factors</c> (float32, C order), <c>factors</c>,
/// <c>dtype</c>, and the ids as <c>user_ids</c> and <c>item_ids</c> (int64, or text for other ids). NumPy reads it without pickle; so does
/// <c>implicit</c>, for which the two lists of ids are attributes that it ignores. The same factors give the same bytes.
/// </summary>
public static class ImplicitModelWriter
{
    private const int BlockValues = 1 << 18;
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="cancellationToken">Ends the writing; the old file stays.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<TUserId, TItemId>(string path, FactorTable<TUserId, TItemId> factors, CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(factors);
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew))
            {
                using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
                {
                    WriteMatrix(zip, "user_factors", factors.Users.Count, factors.Dimensions, factors.UserFactors.Span, cancellationToken);
                    WriteMatrix(zip, "item_factors", factors.Items.Count, factors.Dimensions, factors.ItemFactors.Span, cancellationToken);
                    WriteIntegers(zip, "factors", [], [factors.Dimensions]);
                    WriteTexts(zip, "dtype", [], ["float32"]);
                    WriteIds(zip, "user_ids", factors.Users);
                    WriteIds(zip, "item_ids", factors.Items);
                }

                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void WriteMatrix(
        ZipArchive zip, string name, int rows, int columns, ReadOnlySpan<float> values, CancellationToken cancellationToken)
    {
        using Stream stream = Begin(zip, name, "<f4", [rows, columns]);
        for (int start = 0; start < values.Length; start += BlockValues)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(BlockValues, values.Length - start))));
        }
    }

    private static void WriteIds<TId>(ZipArchive zip, string name, IdMap<TId> map)
        where TId : notnull
    {
        if (IdMap<TId>.Kind is IdKind.Int32 or IdKind.Int64)
        {
            long[] ids = new long[map.Count];
            for (int i = 0; i < ids.Length; i++)
            {
                ids[i] = Convert.ToInt64(map[i], CultureInfo.InvariantCulture);
            }

            WriteIntegers(zip, name, [ids.Length], ids);
        }
        else
        {
            string[] ids = new string[map.Count];
            for (int i = 0; i < ids.Length; i++)
            {
                ids[i] = map[i].ToString()!;
            }

            WriteTexts(zip, name, [ids.Length], ids);
        }
    }

    private static void WriteIntegers(ZipArchive zip, string name, ReadOnlySpan<int> shape, ReadOnlySpan<long> values)
    {
        using Stream stream = Begin(zip, name, "<i8", shape);
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static void WriteTexts(ZipArchive zip, string name, ReadOnlySpan<int> shape, string[] texts)
    {
        int longest = 1;
        foreach (string text in texts)
        {
            longest = Math.Max(longest, Encoding.UTF32.GetByteCount(text) / 4);
        }

        using Stream stream = Begin(zip, name, string.Create(CultureInfo.InvariantCulture, $"<U{longest}"), shape);
        byte[] slot = new byte[4 * longest];
        foreach (string text in texts)
        {
            Array.Clear(slot);
            Encoding.UTF32.GetBytes(text, slot);
            stream.Write(slot);
        }
    }

    private static Stream Begin(ZipArchive zip, string name, string type, ReadOnlySpan<int> shape)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        Stream stream = entry.Open();
        stream.Write(NpyHeader.Write(type, shape));
        return stream;
    }
}
