namespace MovieRec.Data;

/// <summary>A data file cannot be read: a bad row in strict mode, too many bad rows, or not a file of the expected kind.</summary>
public sealed class DataFormatException : FormatException
{
    private const int LongestOffendingText = 80;

    /// <summary>Creates an exception without a place.</summary>
    public DataFormatException()
    {
    }

    /// <summary>Creates an exception without a place.</summary>
    /// <param name="message">What is wrong.</param>
    public DataFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception without a place.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public DataFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal DataFormatException(string path, long line, string column, string reason, string offendingText)
        : base(Compose(path, line, column, reason, Shorten(offendingText)))
    {
        Path = path;
        Line = line;
        Column = column;
        Reason = reason;
        OffendingText = Shorten(offendingText);
    }

    /// <summary>The file or folder; empty when unknown.</summary>
    public string Path { get; } = "";

    /// <summary>Physical line, counted from 1, where the row begins; 0 when the whole file is meant.</summary>
    public long Line { get; }

    /// <summary>Name of the column; empty when the row or file as a whole is meant.</summary>
    public string Column { get; } = "";

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; } = "";

    /// <summary>The text that cannot be used, control characters shown as escapes, shortened to 80 characters.</summary>
    public string OffendingText { get; } = "";

    private static string Compose(string path, long line, string column, string reason, string text) =>
        path
        + (line > 0 ? $", line {line}" : "")
        + (column.Length > 0 ? $", column {column}" : "")
        + $": {reason}"
        + (text.Length > 0 ? $": '{text}'" : "");

    private static string Shorten(string text)
    {
        string shown = text.Length <= LongestOffendingText ? text : text[..LongestOffendingText] + "…";
        return string.Concat(shown.Select(static c => c switch
        {
            '\t' => "\\t",
            '\r' => "\\r",
            '\n' => "\\n",
            _ when char.IsControl(c) => $"\\x{(int)c:X2}",
            _ => c.ToString(),
        }));
    }
}
