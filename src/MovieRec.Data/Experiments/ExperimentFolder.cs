using System.Globalization;

namespace MovieRec.Data;

/// <summary>
/// The experiment log as a folder of Parquet files that is only added to. Each run adds one file, written under a temporary
/// name, flushed and renamed to <c>TIME-CHECKSUM.parquet</c>; no file is ever opened for writing again, and several runs may add
/// at once. The checksum in the name (XxHash128 of every byte) tells a damaged or torn file; it is named and the others are read.
/// </summary>
public sealed class ExperimentFolder : IExperimentLog
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";
    private const string Extension = ".parquet";
    private const string Unfinished = ".tmp";
    private const int ChecksumDigits = 32;

    private readonly string _folder;

    /// <summary>Names a log; nothing is read or written yet.</summary>
    /// <param name="folder">The folder; <see cref="Append"/> creates it.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    public ExperimentFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Append(IReadOnlyList<ExperimentEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        if (entries.Count == 0)
        {
            return;
        }

        if (File.Exists(_folder))
        {
            throw new IOException($"{_folder} is a file; the experiment log is a folder.");
        }

        Directory.CreateDirectory(_folder);
        string temporary = Path.Combine(_folder, $"part-{Guid.NewGuid():N}{Unfinished}");
        string checksum;
        try
        {
            using SynchronousStream stream = new(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None));
            ExperimentPart.Write(stream, entries);
            stream.FlushToDisk();
            checksum = stream.Checksum;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        Publish(temporary, entries.Max(static e => e.Date).ToUniversalTime(), checksum);
        DirectorySync.Flush(_folder);
    }

    /// <inheritdoc/>
    /// <remarks>A folder that does not exist yet is an empty log.</remarks>
    public ExperimentLogContent Read(CancellationToken cancellationToken = default)
    {
        List<ExperimentEntry> entries = [];
        List<ExperimentDamage> damage = [];
        if (Directory.Exists(_folder))
        {
            foreach (string path in Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Read(path, entries, damage, cancellationToken);
            }
        }

        return new ExperimentLogContent([.. entries.OrderBy(static e => e.Date)], damage);
    }

    /// <summary>Equal bytes at the same millisecond are two runs all the same: the second gets the next free name.</summary>
    private void Publish(string temporary, DateTimeOffset time, string checksum)
    {
        while (true)
        {
            string path = Path.Combine(_folder, $"{time.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{checksum}{Extension}");
            try
            {
                File.Move(temporary, path, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(path) && File.Exists(temporary))
            {
                time = time.AddMilliseconds(1);
            }
        }
    }

    private static void Read(string path, List<ExperimentEntry> entries, List<ExperimentDamage> damage, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            damage.Add(new ExperimentDamage(name, "a run stopped while it wrote this part"));
            return;
        }

        if (!name.EndsWith(Extension, StringComparison.Ordinal))
        {
            return;
        }

        string stem = name[..^Extension.Length];
        if (stem.Length <= ChecksumDigits || stem[^(ChecksumDigits + 1)] != '-')
        {
            damage.Add(new ExperimentDamage(name, "expected a name TIME-CHECKSUM.parquet"));
            return;
        }

        try
        {
            entries.AddRange(ReadPart(path, stem[^ChecksumDigits..], cancellationToken));
        }
        catch (Exception exception) when (exception is DataFormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            damage.Add(new ExperimentDamage(name, exception.Message));
        }
    }

    private static IReadOnlyList<ExperimentEntry> ReadPart(string path, string checksum, CancellationToken cancellationToken)
    {
        DataSetFile expected = new(Path.GetFileName(path), 0, new FileInfo(path).Length, checksum);
        SynchronousStream stream = FolderReader.OpenVerified(Path.GetDirectoryName(path)!, expected, cancellationToken);
        try
        {
            using ParquetTable table = ParquetTable.OpenUncounted(stream, path, ExperimentColumns.Fields);
            return ExperimentPart.Read(table);
        }
        finally
        {
            stream.Dispose();
        }
    }
}
