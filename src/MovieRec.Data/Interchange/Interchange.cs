namespace MovieRec.Data;

/// <summary>What the readers of foreign models share.</summary>
internal static class Interchange
{
    /// <summary>
    /// No file may stand for more than this many times its own bytes: the most that deflate can expand. Checked before
    /// memory is taken for what a file announces.
    /// </summary>
    public const long MaximumExpansion = 1032;

    /// <summary>Small files may announce this much whatever their length.</summary>
    private const long AlwaysAllowed = 1 << 20;

    /// <summary>The one kind of error: file, place, what is wrong and what was expected.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="place">Column, array or part; may be empty.</param>
    /// <param name="reason">What is wrong.</param>
    public static DataFormatException Error(string path, string place, string reason) => new(path, 0, place, reason, "");

    /// <summary>Whether a file of this length can hold so many bytes.</summary>
    public static bool CanHold(long fileLength, long bytes) => bytes <= AlwaysAllowed || bytes / MaximumExpansion <= fileLength;
}
