using System.Diagnostics;

namespace MovieRec.Data;

/// <summary>What is wrong with the shape of a record.</summary>
internal enum RecordDefect : byte
{
    None,
    UnterminatedQuote,
    MalformedQuote,
}

/// <summary>
/// Splits a byte stream into records and fields without decoding: the record's own bytes and its physical line stay
/// known, which no CSV library gives and which quarantine needs. One buffer, no object for each record.
/// </summary>
/// <remarks>
/// A record ends at LF, CR or CRLF outside quotes; the last one may lack its line end. A quoted field begins with a
/// quote right after a delimiter; inside it, two quotes are one and line ends are text. A quote elsewhere is text.
/// When a quote is never closed, or text follows a closing quote, only the first physical line is taken as the bad
/// record and reading resumes on the next line. A look-ahead therefore ends at the latest at the next opening quote,
/// so that every byte is looked at a bounded number of times.
/// </remarks>
internal sealed class RecordScanner
{
    private const byte Quote = (byte)'"';
    private const byte Lf = (byte)'\n';
    private const byte Cr = (byte)'\r';

    private readonly Stream _stream;
    private readonly string _path;
    private readonly byte _delimiter;
    private readonly int _delimiterLength;
    private readonly byte _secondDelimiter;
    private readonly bool _quotes;
    private readonly int _maxRecordBytes;
    private byte[] _buffer;
    private int _recordStart;
    private int _next;
    private int _end;
    private bool _endOfStream;
    private int _contentEnd;
    private int[] _fieldStarts = new int[16];
    private int[] _fieldEnds = new int[16];
    private long _nextLine = 1;

    public RecordScanner(Stream stream, string path, ReadOnlySpan<byte> delimiter, bool quotes, int maxRecordBytes)
    {
        Debug.Assert(delimiter.Length is 1 or 2, "Delimiters are one or two bytes.");
        _stream = stream;
        _path = path;
        _delimiter = delimiter[0];
        _delimiterLength = delimiter.Length;
        _secondDelimiter = delimiter[^1];
        _quotes = quotes;
        _maxRecordBytes = maxRecordBytes;
        _buffer = new byte[Math.Min(1 << 18, maxRecordBytes)];
        while (_end < 3 && !_endOfStream)
        {
            Fill();
        }

        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _next = 3;
        }
    }

    /// <summary>The record as it stands, line end included.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(_recordStart, _next - _recordStart);

    /// <summary>The record without its line end.</summary>
    public ReadOnlySpan<byte> Content => _buffer.AsSpan(_recordStart, _contentEnd - _recordStart);

    /// <summary>Physical line where the record begins, from 1.</summary>
    public long Line { get; private set; }

    public int FieldCount { get; private set; }

    public RecordDefect Defect { get; private set; }

    /// <summary>Whether a field is enclosed in quotes.</summary>
    public bool HasQuotes { get; private set; }

    /// <summary>Whether a quoted field contains doubled quotes, which <see cref="Field"/> leaves doubled.</summary>
    public bool HasDoubledQuotes { get; private set; }

    public bool HasLineEnd => _next > _contentEnd;

    /// <summary>Bytes consumed up to the end of this record.</summary>
    public long Position { get; private set; }

    /// <summary>A field without its enclosing quotes.</summary>
    public ReadOnlySpan<byte> Field(int index) => _buffer.AsSpan(_fieldStarts[index], _fieldEnds[index] - _fieldStarts[index]);

    /// <summary>Advances to the next record; false at the end.</summary>
    public bool Read()
    {
        _recordStart = _next;
        while (!TryScan())
        {
            if (_recordStart == _end && _endOfStream)
            {
                return false;
            }

            Fill();
        }

        Line = _nextLine;
        _nextLine += HasQuotes && Defect == RecordDefect.None ? CountLines(Raw) : 1;
        Position += _next - _recordStart;
        return true;
    }

    /// <summary>Scans the record at <see cref="_recordStart"/>; false when the buffer ends first.</summary>
    private bool TryScan()
    {
        byte[] buffer = _buffer;
        int end = _end;
        int position = _recordStart;
        FieldCount = 0;
        Defect = RecordDefect.None;
        HasQuotes = false;
        HasDoubledQuotes = false;
        if (position == end)
        {
            return false;
        }

        while (true)
        {
            int fieldStart = position;
            int fieldEnd;
            if (_quotes && position < end && buffer[position] == Quote)
            {
                HasQuotes = true;
                RecordDefect defect = TrySkipQuoted(ref position);
                if (position < 0)
                {
                    return false;
                }

                if (defect != RecordDefect.None)
                {
                    return TryTakeFirstLine(defect);
                }

                fieldStart++;
                fieldEnd = position - 1;
            }
            else
            {
                position = SkipUnquoted(position);
                if (position < 0)
                {
                    return false;
                }

                fieldEnd = position;
            }

            AddField(fieldStart, fieldEnd);
            if (position == end)
            {
                _contentEnd = end;
                _next = end;
                return _endOfStream;
            }

            byte b = buffer[position];
            if (b is Lf or Cr)
            {
                return TryTakeLineEnd(position);
            }

            position += _delimiterLength;
        }
    }

    /// <summary>The position of the next delimiter or line end, the end of the buffer, or −1 when a byte more is needed.</summary>
    private int SkipUnquoted(int position)
    {
        byte[] buffer = _buffer;
        int end = _end;
        byte delimiter = _delimiter;
        for (; (uint)position < (uint)buffer.Length && position < end; position++)
        {
            byte b = buffer[position];
            if (b == delimiter)
            {
                if (_delimiterLength == 1)
                {
                    return position;
                }

                if (position + 1 == end && !_endOfStream)
                {
                    return -1;
                }

                if (position + 1 < end && buffer[position + 1] == _secondDelimiter)
                {
                    return position;
                }
            }
            else if (b is Lf or Cr)
            {
                return position;
            }
        }

        return end;
    }

    /// <summary>Moves from an opening quote to behind the closing one; position −1 when more bytes are needed.</summary>
    private RecordDefect TrySkipQuoted(ref int position)
    {
        int at = position + 1;
        while (true)
        {
            int found = _buffer.AsSpan(at, _end - at).IndexOf(Quote);
            if (found < 0)
            {
                bool never = _endOfStream || _end - _recordStart >= _maxRecordBytes;
                position = never ? position : -1;
                return never ? RecordDefect.UnterminatedQuote : RecordDefect.None;
            }

            at += found + 1;
            if (at == _end)
            {
                position = _endOfStream ? at : -1;
                return RecordDefect.None;
            }

            if (_buffer[at] == Quote)
            {
                HasDoubledQuotes = true;
                at++;
                continue;
            }

            if (at + 1 == _end && _delimiterLength == 2 && !_endOfStream)
            {
                position = -1;
                return RecordDefect.None;
            }

            position = at;
            return _buffer[at] is Lf or Cr || IsDelimiter(at) ? RecordDefect.None : RecordDefect.MalformedQuote;
        }
    }

    private bool IsDelimiter(int position) =>
        _buffer[position] == _delimiter
        && (_delimiterLength == 1 || (position + 1 < _end && _buffer[position + 1] == _secondDelimiter));

    private bool TryTakeFirstLine(RecordDefect defect)
    {
        int length = _buffer.AsSpan(_recordStart, _end - _recordStart).IndexOfAny(Lf, Cr);
        if (length < 0)
        {
            if (!_endOfStream)
            {
                return false;
            }

            _contentEnd = _end;
            _next = _end;
        }
        else if (!TryTakeLineEnd(_recordStart + length))
        {
            return false;
        }

        Defect = defect;
        FieldCount = 0;
        return true;
    }

    private bool TryTakeLineEnd(int position)
    {
        _contentEnd = position;
        _next = position + 1;
        if (_buffer[position] == Cr)
        {
            if (_next == _end && !_endOfStream)
            {
                return false;
            }

            if (_next < _end && _buffer[_next] == Lf)
            {
                _next++;
            }
        }

        return true;
    }

    private void AddField(int start, int end)
    {
        if (FieldCount == _fieldStarts.Length)
        {
            Array.Resize(ref _fieldStarts, FieldCount * 2);
            Array.Resize(ref _fieldEnds, FieldCount * 2);
        }

        _fieldStarts[FieldCount] = start;
        _fieldEnds[FieldCount++] = end;
    }

    private static int CountLines(ReadOnlySpan<byte> raw)
    {
        int lines = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            // CRLF counts at its LF.
            lines += raw[i] == Lf || (raw[i] == Cr && (i + 1 == raw.Length || raw[i + 1] != Lf)) ? 1 : 0;
        }

        return raw.Length > 0 && raw[^1] is not (Lf or Cr) ? lines + 1 : lines;
    }

    /// <summary>Moves the unfinished record to the front and reads on; grows the buffer up to the longest record allowed.</summary>
    private void Fill()
    {
        int pending = _end - _recordStart;
        if (_recordStart > 0)
        {
            Buffer.BlockCopy(_buffer, _recordStart, _buffer, 0, pending);
            _next = 0;
            _recordStart = 0;
            _end = pending;
        }
        else if (pending == _buffer.Length)
        {
            if (_buffer.Length > _maxRecordBytes)
            {
                throw new DataFormatException(
                    _path, _nextLine, "", $"a record is longer than {_maxRecordBytes} bytes (MaxRecordBytes); this does not look like a text table", "");
            }

            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, _maxRecordBytes + 1L));
        }

        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _endOfStream |= read == 0;
    }
}
