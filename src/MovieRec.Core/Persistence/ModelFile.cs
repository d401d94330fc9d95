using Microsoft.Win32.SafeHandles;

namespace MovieRec;

/// <summary>
/// An open model file whose every byte has been verified: header, section table, sections, padding, trailer.
/// </summary>
/// <remarks>
/// Reading is thread-safe: sections are read by position, so several readers may be used at once. The layout is
/// documented in docs/model-file.md. Files over 2 GB are read section by section.
/// </remarks>
public sealed class ModelFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly ModelSectionInfo[] _sections;
    private readonly Dictionary<string, ModelSectionInfo> _byName;

    private ModelFile(SafeFileHandle handle, string path, long length, int minorVersion, ModelSectionInfo[] sections, UInt128 checksum)
    {
        _handle = handle;
        _sections = sections;
        _byName = new Dictionary<string, ModelSectionInfo>(sections.Length, StringComparer.Ordinal);
        foreach (ModelSectionInfo section in sections)
        {
            _byName.Add(section.Name, section);
        }

        Path = path;
        Length = length;
        ContainerVersion = new Version(ContainerLayout.MajorVersion, minorVersion);
        Checksum = checksum.ToString("x32", null);
        Root = new ModelSectionReader(this, "");
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>Version of the container: major and minor. A reader accepts only its own major version.</summary>
    public Version ContainerVersion { get; }

    /// <summary>XxHash128 of all bytes before the trailer, 32 hexadecimal digits: it names the model's content.</summary>
    public string Checksum { get; }

    /// <summary>The section table, in file order.</summary>
    public IReadOnlyList<ModelSectionInfo> Sections => _sections;

    /// <summary>Reads sections by their full names.</summary>
    public ModelSectionReader Root { get; }

    /// <summary>Opens a file and verifies every byte of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <exception cref="ModelFormatException">The file is damaged or is not a model file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public static ModelFile Open(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ContainerLayout.RequireLittleEndian();

        // Delete is shared so that a new version can be renamed over a file that is being read (Windows).
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            long length = GetLength(handle, path);
            byte[] header = ContainerHeader.Read(handle, path, length);
            ModelSectionInfo[] sections = ContainerHeader.Parse(header, path, length);
            UInt128 checksum = ContainerVerifier.Verify(handle, path, header, sections, length, cancellationToken);
            int minor = BitConverter.ToUInt16(header, ContainerLayout.VersionOffset + 2);
            return new ModelFile(handle, path, length, minor, sections, checksum);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>The open handle, for mapping the verified file; the caller keeps this object alive.</summary>
    internal SafeFileHandle Handle => _handle;

    internal ModelSectionInfo? Find(string name) => _byName.GetValueOrDefault(name);

    internal SectionReader OpenSection(ModelSectionInfo section)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return new SectionReader(_handle, Path, section);
    }

    private static long GetLength(SafeFileHandle handle, string path)
    {
        try
        {
            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException e)
        {
            throw new ModelFormatException(path, "header", null, "this is not a regular file.", e);
        }
    }
}
