using System.Runtime.InteropServices;

namespace MovieRec;

/// <summary>
/// Makes a rename durable: on Unix a directory is a file of its own that must be flushed, and the framework has no
/// call for it. On Windows the file system journals renames, and there is nothing to do.
/// </summary>
internal static partial class DirectorySync
{
    private const int ReadOnlyFlag = 0; // O_RDONLY is 0 on every Unix.

    /// <summary>Flushes the entries of a directory to disk.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="IOException">The directory cannot be opened or flushed.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(directory, ReadOnlyFlag);
        if (descriptor < 0)
        {
            throw Error("open", directory);
        }

        int result = Synchronize(descriptor);
        IOException? error = result == 0 ? null : Error("flush", directory);
        _ = Close(descriptor);
        if (error is not null)
        {
            throw error;
        }
    }

    private static IOException Error(string verb, string directory)
    {
        int code = Marshal.GetLastPInvokeError();
        return new IOException($"Could not {verb} the directory '{directory}': {Marshal.GetPInvokeErrorMessage(code)} (error {code}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
