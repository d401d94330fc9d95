using System.Globalization;

namespace MovieRec;

/// <summary>
/// A model file is damaged, is not a model file, or holds something that cannot be right. Missing files and missing
/// permissions stay <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.
/// </summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Creates an exception without details.</summary>
    public ModelFormatException()
        : this("The model file is not valid.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">What is wrong.</param>
    public ModelFormatException(string message)
        : this(message, null)
    {
    }

    /// <summary>Creates an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ModelFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Reason = message;
    }

    /// <summary>Creates an exception that says where and what.</summary>
    /// <param name="path">The file.</param>
    /// <param name="section">The section, or the part of the container: <c>header</c>, <c>padding</c>, <c>trailer</c>.</param>
    /// <param name="offset">Byte offset in the file; null for a section that is missing.</param>
    /// <param name="reason">What is wrong and what was expected.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ModelFormatException(string path, string section, long? offset, string reason, Exception? innerException = null)
        : base(Describe(path, section, offset, reason), innerException)
    {
        Path = path;
        Section = section;
        Offset = offset;
        Reason = reason;
    }

    /// <summary>The file; empty when not known.</summary>
    public string Path { get; } = "";

    /// <summary>The section, or the part of the container: <c>header</c>, <c>padding</c>, <c>trailer</c>; empty when not known.</summary>
    public string Section { get; } = "";

    /// <summary>Byte offset in the file: the value that is wrong, or where its section begins; null for a section that is missing.</summary>
    public long? Offset { get; }

    /// <summary>What is wrong and what was expected.</summary>
    public string Reason { get; }

    private static string Describe(string path, string section, long? offset, string reason) => offset is null
        ? $"{path}: section '{section}': {reason}"
        : string.Create(CultureInfo.InvariantCulture, $"{path}: section '{section}', byte {offset}: {reason}");
}
