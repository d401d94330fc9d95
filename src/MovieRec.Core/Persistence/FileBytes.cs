using Microsoft.Win32.SafeHandles;

namespace MovieRec;

/// <summary>Positional reads that either fill the destination or say where the file ended.</summary>
internal static class FileBytes
{
    public static void ReadExactly(SafeFileHandle handle, string path, string section, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(handle, destination, offset);
            if (read == 0)
            {
                throw new ModelFormatException(path, section, offset, $"the file ends here; {destination.Length} more bytes were expected.");
            }

            offset += read;
            destination = destination[read..];
        }
    }
}
