using System.IO.Hashing;

namespace MovieRec;

/// <summary>Writes model files so that a reader sees the old file or the new one, never something between.</summary>
/// <remarks>
/// The bytes depend on the sections alone: no time, path, duration or thread count is stored. Written to a temporary
/// file in the same directory, flushed to disk, renamed over the target; then the directory is flushed. A failed or
/// cancelled write leaves the old file as it was and removes the temporary one.
/// </remarks>
public static class ModelFileWriter
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file to create or replace. A symbolic link is replaced, not followed.</param>
    /// <param name="build">Adds the sections. It is called once, before anything is written.</param>
    /// <param name="formats">Formats for <see cref="ModelSectionWriter.AddModel"/>; null for <see cref="ModelFormats.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing; the old file stays.</param>
    /// <exception cref="IOException">The directory is missing, the disk is full, or another failure of the file system.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public static void Write(
        string path, Action<ModelSectionWriter> build, ModelFormats? formats = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(build);
        ContainerLayout.RequireLittleEndian();
        ModelSectionWriter sections = new(formats ?? ModelFormats.Default);
        build(sections);

        string target = Path.GetFullPath(path);
        string directory = Path.GetDirectoryName(target)
            ?? throw new IOException($"'{path}' is a directory; give the path of a file.");
        string temporary = Path.Combine(directory, $".mrec-{Guid.NewGuid():N}.tmp");
        bool renamed = false;
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                WriteTo(stream, sections, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: true);
            renamed = true;
        }
        finally
        {
            if (!renamed)
            {
                TryDelete(temporary);
            }
        }

        DirectorySync.Flush(directory);
    }

    private static void WriteTo(FileStream stream, ModelSectionWriter sections, CancellationToken cancellationToken)
    {
        IReadOnlyList<ModelSectionWriter.Section> pending = sections.All;
        ModelSectionInfo[] table = new ModelSectionInfo[pending.Count];
        SectionSink sink = new(stream, cancellationToken);
        long headerEnd = ContainerLayout.HeaderSize + ((long)ContainerLayout.EntrySize * table.Length);

        // The place of header and table stays zero until the checksums of the sections are known.
        sink.PadTo(ContainerLayout.Align(headerEnd));
        for (int i = 0; i < table.Length; i++)
        {
            long offset = sink.Position;
            sink.BeginSection();
            pending[i].Write(new SectionWriter(sink));
            table[i] = new ModelSectionInfo(pending[i].Name, offset, sink.SectionLength, sink.EndSection());
            sink.PadTo(ContainerLayout.Align(sink.Position));
        }

        sink.Flush();
        stream.Position = 0;
        stream.Write(ContainerLayout.EncodeHeader(table, sink.Position + ContainerLayout.ChecksumSize));
        stream.Write(HashFromStart(stream, cancellationToken));
    }

    /// <summary>
    /// Reads the file back for the trailer: its hash runs in file order, and the header was written last. Leaves the
    /// stream at its end.
    /// </summary>
    private static byte[] HashFromStart(FileStream stream, CancellationToken cancellationToken)
    {
        XxHash128 hash = new();
        byte[] buffer = new byte[1 << 16];
        stream.Position = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.Append(buffer.AsSpan(0, read));
        }

        return hash.GetCurrentHash();
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
