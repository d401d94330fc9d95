namespace MovieRec.Data;

/// <summary>
/// A data-set folder being written. Each file is written under a temporary name, flushed, and renamed to a name that
/// holds its checksum; renaming the manifest into place is the one moment at which the new data set takes the place of
/// the old. Only then do the files get their plain names, and a reader accepts either name, whichever has the checksum
/// of the manifest. A crash at any point leaves the old data set or the new one, never a mixture.
/// </summary>
/// <remarks>One writer at a time. Disposed without <see cref="Commit"/>, it removes what it wrote.</remarks>
internal sealed class FolderStage : IDisposable
{
    private readonly string _folder;
    private readonly bool _createdFolder;
    private readonly List<string> _written = [];
    private bool _committed;

    public FolderStage(string folder)
    {
        _folder = Path.GetFullPath(folder);
        if (File.Exists(_folder))
        {
            throw new IOException($"{folder} is a file; expected a folder to write a data set to.");
        }

        _createdFolder = !Directory.Exists(_folder);
        if (_createdFolder)
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            RefuseForeignFolder(_folder);
        }
    }

    public SynchronousStream Create(string name)
    {
        string path = Path.Combine(_folder, $"{name}.{Guid.NewGuid():N}.tmp");
        FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        _written.Add(path);
        return new SynchronousStream(file);
    }

    /// <summary>Makes a finished file durable; nothing refers to it before <see cref="Commit"/>.</summary>
    public DataSetFile Finish(SynchronousStream stream, string name, long rows)
    {
        stream.FlushToDisk();
        DataSetFile file = new(name, rows, stream.Position, stream.Checksum);
        stream.Dispose();
        Rename(stream.Path, FolderFiles.Staged(name, file.Checksum));
        return file;
    }

    /// <summary>Publishes the files.</summary>
    public void Commit(DataSetManifest manifest)
    {
        string temporary;
        using (SynchronousStream stream = Create(FolderFiles.Manifest))
        {
            temporary = stream.Path;
            stream.Write(ManifestJson.Encode(manifest));
            stream.FlushToDisk();
        }

        DirectorySync.Flush(_folder);
        Rename(temporary, FolderFiles.Manifest);
        _committed = true;
        DirectorySync.Flush(_folder);
        try
        {
            foreach (DataSetFile file in manifest.Files)
            {
                File.Move(Path.Combine(_folder, FolderFiles.Staged(file.Name, file.Checksum)), Path.Combine(_folder, file.Name), overwrite: true);
            }

            DirectorySync.Flush(_folder);
            RemoveSuperseded(manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The data set is published and readable under the staged names; a reader that holds an old file open may
            // keep it from being replaced on Windows. The next write tidies up.
        }
    }

    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        foreach (string path in _written)
        {
            TryDelete(path);
        }

        if (_createdFolder)
        {
            try
            {
                Directory.Delete(_folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Not empty: someone else put a file there.
            }
        }
    }

    private static void RefuseForeignFolder(string folder)
    {
        string manifest = Path.Combine(folder, FolderFiles.Manifest);
        if (File.Exists(manifest))
        {
            byte[] head = new byte[1024];
            using FileStream stream = File.OpenRead(manifest);
            int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (!ManifestJson.LooksLikeManifest(head.AsSpan(0, read)))
            {
                throw new IOException($"{manifest} exists and is no data-set manifest; it is not overwritten. Choose another folder.");
            }

            return;
        }

        if (Directory.EnumerateFileSystemEntries(folder).Any(static e => !FolderFiles.IsLeftover(Path.GetFileName(e))))
        {
            throw new IOException($"{folder} is not empty and is no data-set folder; nothing is written to it. Choose another folder.");
        }
    }

    private void Rename(string path, string name)
    {
        string target = Path.Combine(_folder, name);
        File.Move(path, target, overwrite: true);
        _written[_written.IndexOf(path)] = target;
    }

    private void RemoveSuperseded(DataSetManifest manifest)
    {
        foreach (string path in Directory.EnumerateFiles(_folder))
        {
            string name = Path.GetFileName(path);
            if (FolderFiles.IsLeftover(name) || (FolderFiles.Parquet.Contains(name) && manifest.Find(name) is null))
            {
                TryDelete(path);
            }
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that brought us here is the one to report.
        }
    }
}
