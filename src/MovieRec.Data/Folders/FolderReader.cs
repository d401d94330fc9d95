using System.IO.Hashing;

namespace MovieRec.Data;

/// <summary>Opens the files of a data-set folder: nothing is parsed before its length and checksum are those of the manifest.</summary>
internal static class FolderReader
{
    private const int HashBlock = 1 << 18;
    private const int Attempts = 3;

    public static DataSetManifest ReadManifest(string folder, out string path)
    {
        path = Path.Combine(folder, FolderFiles.Manifest);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder {folder} does not exist.");
        }

        if (!File.Exists(path))
        {
            throw FolderFiles.Error(folder, File.Exists(Path.Combine(folder, FolderFiles.Interactions))
                ? $"{FolderFiles.Interactions} is there but {FolderFiles.Manifest} is not: Parquet files without the manifest and its checksums are not read; import them from CSV"
                : $"not a data-set folder: there is no {FolderFiles.Manifest}");
        }

        using FileStream file = OpenShared(path);
        if (file.Length > ManifestJson.LongestFile)
        {
            throw FolderFiles.Error(path, $"{file.Length} bytes; a manifest has at most {ManifestJson.LongestFile}");
        }

        byte[] bytes = new byte[file.Length];
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return ManifestJson.Decode(bytes.AsMemory(0, read), path);
    }

    /// <summary>
    /// Runs a reader on the current manifest. When the data set is replaced in the middle of it, the files no longer fit
    /// the manifest that was read; then it starts again on the new one.
    /// </summary>
    public static T WithManifest<T>(string folder, Func<DataSetManifest, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        DataSetManifest manifest = ReadManifest(folder, out _);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return read(manifest);
            }
            catch (DataFormatException) when (attempt < Attempts)
            {
                DataSetManifest current = ReadManifest(folder, out _);
                if (current.Files.SequenceEqual(manifest.Files))
                {
                    throw;
                }

                manifest = current;
            }
        }
    }

    /// <summary>Opens a file whose every byte was verified, under its plain name or, after a crash or during a write, its staged one.</summary>
    public static SynchronousStream OpenVerified(string folder, DataSetFile file, CancellationToken cancellationToken) =>
        OpenVerified(folder, file, FolderFiles.Manifest, cancellationToken);

    /// <summary>The same for a file that another file than the manifest describes.</summary>
    public static SynchronousStream OpenVerified(string folder, DataSetFile file, string describedBy, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, file.Name);
        string staged = Path.Combine(folder, FolderFiles.Staged(file.Name, file.Checksum));
        return TryOpen(path, file, describedBy, out string reason, cancellationToken)
            ?? TryOpen(staged, file, describedBy, out _, cancellationToken)
            ?? throw FolderFiles.Error(path, reason);
    }

    private static SynchronousStream? TryOpen(
        string path, DataSetFile expected, string describedBy, out string reason, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            reason = $"the file is missing; {describedBy} names it";
            return null;
        }

        FileStream file = OpenShared(path);
        try
        {
            reason = file.Length == expected.Bytes
                ? $"the checksum is not {expected.Checksum} as {describedBy} says; the file is damaged or was changed"
                : $"{file.Length} bytes; {describedBy} says {expected.Bytes}; the file is damaged or was changed";
            if (file.Length == expected.Bytes && Hash(file, cancellationToken) == expected.Checksum)
            {
                file.Position = 0;
                return new SynchronousStream(file);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    private static string Hash(FileStream file, CancellationToken cancellationToken)
    {
        XxHash128 hash = new();
        byte[] block = new byte[HashBlock];
        for (int read; (read = file.Read(block)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.Append(block.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // Delete is shared so that a new data set can be renamed over one that is being read (Windows).
    private static FileStream OpenShared(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
}
