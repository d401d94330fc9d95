using System.Globalization;

namespace MovieRec.Data;

/// <summary>The part files of one folder that a Spark job wrote.</summary>
/// <param name="Files">Part files, in order of their numbers.</param>
/// <param name="Numbers">Their numbers.</param>
/// <param name="IsComplete">Whether the job left its <c>_SUCCESS</c> mark.</param>
internal sealed record SparkFolder(string[] Files, int[] Numbers, bool IsComplete)
{
    private const string Prefix = "part-";

    /// <summary>Lists the part files; a sidecar without its file is an error.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="extension">What part files end in; empty for any.</param>
    public static SparkFolder List(string directory, string name, string extension)
    {
        string[] all = [.. Directory.EnumerateFiles(directory).Select(static f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        string[] parts = [.. all.Where(f => f.StartsWith(Prefix, StringComparison.Ordinal) && f.EndsWith(extension, StringComparison.Ordinal))];
        foreach (string sidecar in all.Where(static f => f.StartsWith("." + Prefix, StringComparison.Ordinal) && f.EndsWith(".crc", StringComparison.Ordinal)))
        {
            if (!all.Contains(sidecar[1..^4]))
            {
                throw Interchange.Error(directory, "", $"the part file {sidecar[1..^4]} is missing; its checksum file is there");
            }
        }

        if (parts.Length == 0)
        {
            throw Interchange.Error(directory, "", $"there are no part files ({Prefix}*{extension}) in '{name}'");
        }

        string[] files = [.. parts.Select(p => Path.Combine(directory, p))];
        int[] numbers = [.. parts.Select((p, i) => Number(p, files[i]))];
        Array.Sort(numbers, files);
        return new SparkFolder(files, numbers, all.Contains("_SUCCESS"));
    }

    private static int Number(string file, string path)
    {
        string digits = new([.. file.Skip(Prefix.Length).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Interchange.Error(path, "", "a part file's name has no number behind 'part-'");
    }
}
