using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace MovieRec.Data;

/// <summary>
/// A NumPy archive: a zip file with one <c>NAME.npy</c> for each array. The framework's zip reader does not compare
/// CRC-32 values; this does. Arrays of Python objects (pickles) are refused: reading one would run code.
/// </summary>
internal sealed class NpzArchive : IDisposable
{
    private const int BlockValues = 1 << 14;
    private const int MaximumTextLength = 1 << 16;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly long _length;

    private NpzArchive(string path, FileStream stream)
    {
        _path = path;
        _length = stream.Length;
        try
        {
            _zip = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in _zip.Entries)
            {
                string name = entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
                if (!_entries.TryAdd(name, entry))
                {
                    throw Interchange.Error(path, name, "the array is in the archive twice");
                }
            }
        }
        catch (InvalidDataException e)
        {
            stream.Dispose();
            throw new DataFormatException(Interchange.Error(path, "", "the file is no zip archive, or it is cut off or damaged: " + e.Message).Message, e);
        }
    }

    /// <summary>Names of the arrays.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    public static NpzArchive Open(string path) => new(path, File.OpenRead(path));

    public bool Contains(string name) => _entries.ContainsKey(name);

    public void Dispose() => _zip.Dispose();

    /// <summary>Reads a matrix of floating-point numbers as single precision, row-major.</summary>
    public float[] ReadMatrix(string name, out int rows, out int columns)
    {
        using Entry entry = Find(name);
        RequireShape(entry, 2, "a matrix (rows, columns)");
        RequireKind(entry, 'f', "float32 or float64");
        (rows, columns) = ((int)entry.Header.Shape[0], (int)entry.Header.Shape[1]);
        float[] values = new float[entry.Header.Count];
        int height = rows;
        int width = columns;
        bool fortran = entry.Header.IsFortran;
        entry.ReadValues((position, value) =>
        {
            long target = fortran ? (position % height * width) + (position / height) : position;
            values[target] = (float)BitConverter.Int64BitsToDouble(value);
        });
        return values;
    }

    /// <summary>Reads a list of floating-point numbers as single precision.</summary>
    public float[] ReadSingles(string name)
    {
        using Entry entry = Find(name);
        RequireShape(entry, 1, "a list");
        RequireKind(entry, 'f', "float32 or float64");
        float[] values = new float[entry.Header.Count];
        entry.ReadValues((position, value) => values[position] = (float)BitConverter.Int64BitsToDouble(value));
        return values;
    }

    /// <summary>Reads a list of whole numbers.</summary>
    public long[] ReadIntegers(string name)
    {
        using Entry entry = Find(name);
        RequireShape(entry, 1, "a list");
        RequireKind(entry, 'i', "int32 or int64");
        long[] values = new long[entry.Header.Count];
        entry.ReadValues((position, value) => values[position] = value);
        return values;
    }

    /// <summary>Reads a list of texts.</summary>
    public string[] ReadTexts(string name)
    {
        using Entry entry = Find(name);
        RequireShape(entry, 1, "a list");
        return entry.ReadTexts();
    }

    /// <summary>Reads one number, whole or not; null when there is no such array.</summary>
    public double? ReadScalar(string name)
    {
        if (!Contains(name))
        {
            return null;
        }

        using Entry entry = Find(name);
        RequireShape(entry, 0, "one number");
        double result = 0;
        bool whole = entry.Kind is 'i' or 'b';
        if (!whole)
        {
            RequireKind(entry, 'f', "a number");
        }

        entry.ReadValues((_, value) => result = whole ? value : BitConverter.Int64BitsToDouble(value));
        return double.IsFinite(result) ? result : throw Interchange.Error(_path, name, "the number is NaN or infinite");
    }

    /// <summary>Whether a list holds texts rather than numbers.</summary>
    public bool HoldsTexts(string name)
    {
        using Entry entry = Find(name);
        return entry.Kind == 'U';
    }

    private Entry Find(string name) => _entries.TryGetValue(name, out ZipArchiveEntry? entry)
        ? new Entry(entry, _path, name, _length)
        : throw Interchange.Error(_path, name, $"the array is missing; the archive holds {(_entries.Count == 0 ? "none" : string.Join(", ", _entries.Keys))}");

    private void RequireShape(Entry entry, int dimensions, string expected)
    {
        if (entry.Header.Shape.Length != dimensions || entry.Header.Count is < 0 || entry.Header.Count > Array.MaxLength || entry.Header.Shape.Any(static s => s > int.MaxValue))
        {
            throw Interchange.Error(_path, entry.Name, $"the array has the shape {entry.Header.ShapeText}; expected {expected}");
        }
    }

    private void RequireKind(Entry entry, char kind, string expected)
    {
        if (entry.Kind != kind)
        {
            throw Interchange.Error(_path, entry.Name, $"the array has the type '{entry.Header.Type}'; expected {expected}");
        }
    }

    /// <summary>One array that is being read.</summary>
    private sealed class Entry : IDisposable
    {
        private readonly ZipArchiveEntry _entry;
        private readonly Stream _stream;
        private readonly Crc32 _checksum = new();
        private readonly string _path;
        private readonly int _size;
        private readonly bool _bigEndian;

        public Entry(ZipArchiveEntry entry, string path, string name, long fileLength)
        {
            _entry = entry;
            _path = path;
            Name = name;
            if (entry.CompressedLength > fileLength || !Interchange.CanHold(entry.CompressedLength, entry.Length))
            {
                throw Interchange.Error(path, name, $"the array announces {entry.Length} bytes from {entry.CompressedLength}; the file has {fileLength}");
            }

            try
            {
                _stream = entry.Open();
            }
            catch (InvalidDataException e)
            {
                throw new DataFormatException(Interchange.Error(path, name, "the array cannot be opened: " + e.Message).Message, e);
            }

            Header = NpyHeader.Read(_stream, _checksum, path, name);
            string type = Header.Type;
            if (type.Contains('O', StringComparison.Ordinal))
            {
                throw Interchange.Error(path, name, "the array holds pickled Python objects; reading them would run code from the file, so they are never read");
            }

            bool plain = type.Length >= 3 && type[0] is '<' or '>' or '|' && type.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0
                && int.TryParse(type.AsSpan(2), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _size);
            Kind = plain ? type[1] : '\0';
            _bigEndian = plain && type[0] == '>';
            bool known = (Kind, _size) is ('f', 4 or 8) or ('i', 1 or 4 or 8) or ('b', 1) || (Kind == 'U' && _size <= MaximumTextLength);
            if (!known || Header.Count < 0)
            {
                throw Interchange.Error(path, name, $"the array has the type '{type}' and shape {Header.ShapeText}; float32, float64, int8, int32, int64, bool and texts are read");
            }

            long bytesPerValue = Kind == 'U' ? 4L * _size : _size;
            long available = entry.Length - Header.Length;
            if (available < 0 || (bytesPerValue == 0 ? available != 0 : available % bytesPerValue != 0 || available / bytesPerValue != Header.Count))
            {
                throw Interchange.Error(
                    path, name, $"the shape {Header.ShapeText} of type '{type}' needs {(decimal)Header.Count * bytesPerValue} bytes; the array has {available}");
            }
        }

        public string Name { get; }

        public NpyHeader Header { get; }

        /// <summary><c>f</c>, <c>i</c>, <c>b</c> or <c>U</c>.</summary>
        public char Kind { get; }

        public void Dispose() => _stream.Dispose();

        /// <summary>Hands every value over as 64 bits: whole numbers widened, floating-point numbers as the bits of a double.</summary>
        public void ReadValues(Action<long, long> take)
        {
            if (Kind == 'U')
            {
                throw Interchange.Error(_path, Name, "the array holds texts; expected numbers");
            }

            byte[] block = new byte[BlockValues * _size];
            for (long position = 0; position < Header.Count; position += BlockValues)
            {
                int count = (int)Math.Min(BlockValues, Header.Count - position);
                Span<byte> bytes = block.AsSpan(0, count * _size);
                NpyHeader.Fill(_stream, bytes, _checksum, _path, Name);
                for (int i = 0; i < count; i++)
                {
                    take(position + i, Widen(bytes.Slice(i * _size, _size)));
                }
            }

            End();
        }

        public string[] ReadTexts()
        {
            if (Kind != 'U')
            {
                throw Interchange.Error(_path, Name, $"the array has the type '{Header.Type}'; expected texts");
            }

            UTF32Encoding encoding = new(_bigEndian, byteOrderMark: false, throwOnInvalidCharacters: true);
            string[] texts = new string[Header.Count];
            byte[] bytes = new byte[4 * _size];
            for (int i = 0; i < texts.Length; i++)
            {
                NpyHeader.Fill(_stream, bytes, _checksum, _path, Name);
                try
                {
                    texts[i] = encoding.GetString(bytes).TrimEnd('\0');
                }
                catch (DecoderFallbackException e)
                {
                    throw new DataFormatException(Interchange.Error(_path, Name, $"text {i} is not valid UTF-32").Message, e);
                }
            }

            End();
            return texts;
        }

        private long Widen(ReadOnlySpan<byte> bytes) => (Kind, _size, _bigEndian) switch
        {
            ('f', 4, false) => Bits(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            ('f', 4, true) => Bits(BinaryPrimitives.ReadSingleBigEndian(bytes)),
            ('f', _, false) => Bits(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            ('f', _, true) => Bits(BinaryPrimitives.ReadDoubleBigEndian(bytes)),
            (_, 4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (_, 4, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
            (_, 8, false) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            (_, 8, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => unchecked((sbyte)bytes[0]),
        };

        private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

        private void End()
        {
            if (_stream.ReadByte() >= 0)
            {
                throw Interchange.Error(_path, Name, "bytes follow the array's last value; the file is damaged");
            }

            uint actual = _checksum.GetCurrentHashAsUInt32();
            if (actual != _entry.Crc32)
            {
                throw Interchange.Error(_path, Name, $"the checksum is 0x{actual:X8}, the archive says 0x{_entry.Crc32:X8}; the file is damaged");
            }
        }
    }
}
