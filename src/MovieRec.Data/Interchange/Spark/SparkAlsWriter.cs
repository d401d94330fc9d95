using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MovieRec.Data;

/// <summary>
/// Writes factors as Apache Spark's <c>ALSModel.load</c> reads them: <c>metadata</c>, <c>userFactors</c>,
/// <c>itemFactors</c>, with sidecars and success marks. The same factors give the same bytes.
/// </summary>
public static class SparkAlsWriter
{
    /// <summary>The release whose layout is written; Spark 2.4 and later read it.</summary>
    private const string LayoutVersion = "3.5.0";
    private const int MaximumRowsPerPart = 1 << 18;
    private const int MaximumFactorsPerPart = 1 << 26;

    /// <summary>Writes a folder. Users and items without a vector are left out, as Spark has no rows for them.</summary>
    /// <typeparam name="TUserId">int or long; Spark's ids are int32.</typeparam>
    /// <typeparam name="TItemId">int or long.</typeparam>
    /// <param name="folder">A folder that does not exist yet, or is empty.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is removed.</param>
    /// <exception cref="NotSupportedException">Ids are not whole numbers, or one is outside int32.</exception>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public static void Write<TUserId, TItemId>(
        string folder, FactorTable<TUserId, TItemId> factors, CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(factors);
        int[] users = ToInt32(factors.Users, "user");
        int[] items = ToInt32(factors.Items, "item");
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new IOException($"'{folder}' exists; expected a folder that is not there yet, or an empty one.");
        }

        // Written beside the target and renamed, so that a reader sees all of it or nothing.
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            WriteMetadata(Path.Combine(temporary, "metadata"), factors.Dimensions, factors.Users.Fingerprint, factors.Items.Fingerprint);
            WriteSide(Path.Combine(temporary, "userFactors"), factors.Users.Fingerprint, users, factors.UserFactors.Span, factors.Dimensions, cancellationToken);
            WriteSide(Path.Combine(temporary, "itemFactors"), factors.Items.Fingerprint, items, factors.ItemFactors.Span, factors.Dimensions, cancellationToken);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static int[] ToInt32<TId>(IdMap<TId> map, string what)
        where TId : notnull
    {
        int[] ids = new int[map.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = map[i] switch
            {
                int id => id,
                long id and >= int.MinValue and <= int.MaxValue => (int)id,
                TId id => throw new NotSupportedException($"The {what} id '{id}' cannot be written: Spark's ALS has 32-bit whole numbers as ids."),
            };
        }

        return ids;
    }

    private static void WriteMetadata(string directory, int rank, string users, string items)
    {
        Directory.CreateDirectory(directory);
        string uid = "als_" + users[..6] + items[..6];
        string json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"class":"org.apache.spark.ml.recommendation.ALSModel","timestamp":0,"sparkVersion":"{{LayoutVersion}}","uid":"{{uid}}","paramMap":{},"defaultParamMap":{"blockSize":4096,"coldStartStrategy":"nan","itemCol":"item","predictionCol":"prediction","userCol":"user"},"rank":{{rank}}}""");
        string file = Path.Combine(directory, "part-00000");
        File.WriteAllText(file, json + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        HadoopChecksum.Write(file);
        Complete(directory);
    }

    private static void WriteSide(
        string directory, string fingerprint, int[] ids, ReadOnlySpan<float> factors, int rank, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        int rowsPerPart = Math.Clamp(MaximumFactorsPerPart / rank, 1, MaximumRowsPerPart);
        List<int> kept = [];
        List<float> values = [];
        string job = $"{fingerprint[..8]}-{fingerprint[8..12]}-{fingerprint[12..16]}-{fingerprint[16..20]}-{fingerprint[20..32]}";
        int part = 0;
        for (int row = 0; row < ids.Length; row++)
        {
            ReadOnlySpan<float> vector = factors.Slice(row * rank, rank);
            if (vector.ContainsAnyExcept(0f))
            {
                kept.Add(ids[row]);
                values.AddRange(vector);
            }

            if (kept.Count == rowsPerPart || (row == ids.Length - 1 && (kept.Count > 0 || part == 0)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                WritePart(directory, job, part++, kept, values, rank);
                kept.Clear();
                values.Clear();
            }
        }

        if (part == 0)
        {
            WritePart(directory, job, 0, kept, values, rank);
        }

        Complete(directory);
    }

    private static void WritePart(string directory, string job, int part, List<int> ids, List<float> values, int rank)
    {
        string file = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"part-{part:D5}-{job}-c000.parquet"));
        using (FileStream stream = new(file, FileMode.CreateNew))
        {
            FactorPartWriter.Write(stream, CollectionsMarshal.AsSpan(ids), CollectionsMarshal.AsSpan(values), rank);
            stream.Flush(flushToDisk: true);
        }

        HadoopChecksum.Write(file);
    }

    private static void Complete(string directory)
    {
        string mark = Path.Combine(directory, "_SUCCESS");
        File.WriteAllBytes(mark, []);
        HadoopChecksum.Write(mark);
    }
}
