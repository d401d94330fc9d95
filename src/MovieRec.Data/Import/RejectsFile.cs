using System.Globalization;
using System.Text;

namespace MovieRec.Data;

/// <summary>
/// Reads rejects files. Layout: a first line <c># MovieRec rejects 1 of NAME</c>; then for each row a comment line
/// <c># line N, B bytes: REASON</c>, exactly B bytes as they stood in the source (line end included), and one LF more
/// when those bytes do not end in LF. All line ends but those inside the B bytes are LF.
/// </summary>
public static class RejectsFile
{
    internal const string Magic = "# MovieRec rejects 1 of ";

    /// <summary>Reads all rows.</summary>
    /// <param name="path">A <c>*.rejects.csv</c> file written by an import.</param>
    /// <exception cref="DataFormatException">The file does not have the layout.</exception>
    public static IReadOnlyList<RejectedRow> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = File.ReadAllBytes(path);
        int position = 0;
        if (!TryTakeLine(bytes, ref position, out string first) || !first.StartsWith(Magic, StringComparison.Ordinal))
        {
            throw new DataFormatException(path, 1, "", $"not a rejects file: expected a first line '{Magic}…'", "");
        }

        List<RejectedRow> rows = [];
        while (position < bytes.Length)
        {
            int start = position;
            if (!TryTakeLine(bytes, ref position, out string comment)
                || !TryParse(comment, out long line, out int length, out string reason)
                || length > bytes.Length - position)
            {
                throw new DataFormatException(path, 0, "", $"damaged rejects file at byte {start}: expected '# line N, B bytes: REASON' and B bytes", "");
            }

            rows.Add(new RejectedRow(line, reason, bytes.AsMemory(position, length)));
            position += length;
            if (length > 0 && bytes[position - 1] != (byte)'\n')
            {
                position++;
            }
        }

        return rows;
    }

    private static bool TryTakeLine(byte[] bytes, ref int position, out string line)
    {
        int length = bytes.AsSpan(position).IndexOf((byte)'\n');
        line = length < 0 ? "" : Encoding.UTF8.GetString(bytes, position, length);
        position += length + 1;
        return length >= 0;
    }

    private static bool TryParse(string comment, out long line, out int length, out string reason)
    {
        line = 0;
        length = 0;
        reason = "";
        int comma = comment.IndexOf(", ", StringComparison.Ordinal);
        int colon = comment.IndexOf(" bytes: ", StringComparison.Ordinal);
        if (!comment.StartsWith("# line ", StringComparison.Ordinal) || comma < 7 || colon < comma)
        {
            return false;
        }

        reason = comment[(colon + " bytes: ".Length)..];
        return long.TryParse(comment.AsSpan(7, comma - 7), NumberStyles.None, CultureInfo.InvariantCulture, out line)
            && int.TryParse(comment.AsSpan(comma + 2, colon - comma - 2), NumberStyles.None, CultureInfo.InvariantCulture, out length);
    }
}
