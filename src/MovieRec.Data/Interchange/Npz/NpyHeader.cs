using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace MovieRec.Data;

/// <summary>
/// The header of a NumPy array: mark, version, and a Python dictionary with <c>descr</c>, <c>fortran_order</c> and
/// <c>shape</c>. Parsed strictly; nothing is evaluated.
/// </summary>
/// <param name="Type">NumPy's type text, such as <c>&lt;f4</c>.</param>
/// <param name="IsFortran">Whether columns lie together instead of rows.</param>
/// <param name="Shape">Lengths of the dimensions; empty for a single value.</param>
/// <param name="Length">Bytes of the header.</param>
internal sealed record NpyHeader(string Type, bool IsFortran, long[] Shape, int Length)
{
    private const int MaximumHeader = 1 << 16;
    private const int MaximumDimensions = 32;

    private static ReadOnlySpan<byte> Mark => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Number of values; −1 when it does not fit into 62 bits.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (long length in Shape)
            {
                if (length != 0 && count > (1L << 62) / length)
                {
                    return -1;
                }

                count *= length;
            }

            return count;
        }
    }

    public string ShapeText => $"({string.Join(", ", Shape)}{(Shape.Length == 1 ? "," : "")})";

    public static NpyHeader Read(Stream stream, Crc32 checksum, string path, string name)
    {
        Span<byte> start = stackalloc byte[12];
        Fill(stream, start[..8], checksum, path, name);
        if (!start.StartsWith(Mark))
        {
            throw Interchange.Error(path, name, "the array does not begin with NumPy's mark");
        }

        int major = start[6];
        if (major is < 1 or > 3)
        {
            throw Interchange.Error(path, name, $"the array has the format version {major}.{start[7]}; versions 1, 2 and 3 are read");
        }

        int sizeLength = major == 1 ? sizeof(ushort) : sizeof(uint);
        Span<byte> size = start.Slice(8, sizeLength);
        Fill(stream, size, checksum, path, name);
        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > MaximumHeader)
        {
            throw Interchange.Error(path, name, $"the array's header announces {length} bytes; at most {MaximumHeader} are read");
        }

        byte[] bytes = new byte[length];
        Fill(stream, bytes, checksum, path, name);
        Parser parser = new(Encoding.UTF8.GetString(bytes), path, name);
        return parser.Parse(8 + sizeLength + (int)length);
    }

    public static byte[] Write(string type, ReadOnlySpan<int> shape)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (");
        foreach (int length in shape)
        {
            text.Append(CultureInfo.InvariantCulture, $"{length},");
        }

        if (shape.Length > 1)
        {
            text.Length--;
        }

        text.Append("), }");
        int padded = (Mark.Length + 4 + text.Length + 1 + 63) / 64 * 64;
        text.Append(' ', padded - Mark.Length - 4 - text.Length - 1).Append('\n');
        byte[] header = new byte[padded];
        Mark.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)text.Length);
        Encoding.ASCII.GetBytes(text.ToString(), header.AsSpan(10));
        return header;
    }

    public static void Fill(Stream stream, Span<byte> destination, Crc32 checksum, string path, string name)
    {
        int read;
        try
        {
            read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(Interchange.Error(path, name, "the array cannot be decompressed; the file is damaged").Message, e);
        }

        if (read < destination.Length)
        {
            throw Interchange.Error(path, name, $"the array ends {destination.Length - read} bytes early; the file is damaged");
        }

        checksum.Append(destination);
    }

    /// <summary>A dictionary with three known keys; texts, truth values and a tuple of whole numbers.</summary>
    private struct Parser(string text, string path, string name)
    {
        private int _position;

        public NpyHeader Parse(int length)
        {
            string? type = null;
            bool? fortran = null;
            long[]? shape = null;
            Take('{');
            while (!TryTake('}'))
            {
                string key = ReadText();
                Take(':');
                switch (key)
                {
                    case "descr" when type is null: type = ReadType(); break;
                    case "fortran_order" when fortran is null: fortran = ReadTruth(); break;
                    case "shape" when shape is null: shape = ReadShape(); break;
                    default: throw Error($"the key '{key}' is unknown or occurs twice");
                }

                if (!TryTake(','))
                {
                    Take('}');
                    break;
                }
            }

            Space();
            return type is not null && fortran is not null && shape is not null && _position == text.Length
                ? new NpyHeader(type, fortran.Value, shape, length)
                : throw Error("descr, fortran_order and shape were expected, and nothing else");
        }

        private string ReadType()
        {
            Space();
            return Peek() == '['
                ? throw Error("the array has fields; arrays of one type are read")
                : ReadText();
        }

        private string ReadText()
        {
            Space();
            char quote = Peek();
            if (quote is not ('\'' or '"'))
            {
                throw Error("a text in quotes was expected");
            }

            int end = text.IndexOf(quote, _position + 1);
            if (end < 0)
            {
                throw Error("a text is not ended");
            }

            string value = text[(_position + 1)..end];
            _position = end + 1;
            return value;
        }

        private bool ReadTruth()
        {
            Space();
            foreach ((string word, bool value) in new[] { ("True", true), ("False", false) })
            {
                if (string.CompareOrdinal(text, _position, word, 0, word.Length) == 0)
                {
                    _position += word.Length;
                    return value;
                }
            }

            throw Error("True or False was expected");
        }

        private long[] ReadShape()
        {
            List<long> shape = [];
            Take('(');
            while (!TryTake(')'))
            {
                Space();
                int start = _position;
                while (char.IsAsciiDigit(Peek()))
                {
                    _position++;
                }

                if (!long.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long length) || shape.Count == MaximumDimensions)
                {
                    throw Error("the shape is no tuple of whole numbers");
                }

                shape.Add(length);
                if (!TryTake(','))
                {
                    Take(')');
                    break;
                }
            }

            return [.. shape];
        }

        private void Take(char expected)
        {
            if (!TryTake(expected))
            {
                throw Error($"'{expected}' was expected");
            }
        }

        private bool TryTake(char expected)
        {
            Space();
            if (Peek() != expected)
            {
                return false;
            }

            _position++;
            return true;
        }

        private readonly char Peek() => _position < text.Length ? text[_position] : '\0';

        private void Space()
        {
            while (Peek() is ' ' or '\n')
            {
                _position++;
            }
        }

        private readonly DataFormatException Error(string reason) =>
            Interchange.Error(path, name, $"{reason}, at character {_position} of the array's header");
    }
}
