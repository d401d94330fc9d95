using System.Diagnostics;
using System.Text;
using System.Text.Unicode;

namespace MovieRec.Data;

/// <summary>
/// One text file being imported: hands out rows of the right shape, quarantines the others (or stops, in strict mode),
/// counts everything and closes the account with <see cref="Complete"/>.
/// </summary>
internal sealed class TextTable : IDisposable
{
    private const int RowsPerCancellationCheck = 4096;
    private const int RowsPerProgressReport = 100_000;

    private readonly FileLayout _layout;
    private readonly ImportOptions _options;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly Stream _stream;
    private readonly RecordScanner _scanner;
    private readonly RejectsWriter _rejects;
    private readonly SortedDictionary<RejectReason, long> _reasons = [];
    private readonly QuotedRecordParser? _quotedParser;
    private string[]? _quotedFields;
    private long _rows;
    private long _rejected;

    public TextTable(
        string path,
        FileLayout layout,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken,
        Stream? content = null)
    {
        Path = path;
        _layout = layout;
        _options = options;
        _progress = progress;
        _cancellationToken = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        if (content is null)
        {
            TextFiles.RefuseForeign(path);
        }

        LatestTimestamp = options.TimeProvider.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        _rejects = new RejectsWriter(path, options.RejectsDirectory);
        _quotedParser = layout.Quotes && layout.Delimiter.Length == 1 ? new QuotedRecordParser(layout.Delimiter[0]) : null;
        _stream = content ?? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        try
        {
            _scanner = new RecordScanner(_stream, path, Encoding.ASCII.GetBytes(layout.Delimiter), _quotedParser is not null, options.MaxRecordBytes);
            Columns = layout.HasHeader ? ReadHeader() : layout.Columns;
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>Names of the columns as the header (or the format) gives them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Timestamps above it are in the future.</summary>
    public long LatestTimestamp { get; }

    /// <summary>The row's bytes without the line end.</summary>
    public ReadOnlySpan<byte> Content => _scanner.Content;

    public DataFormatException HeaderError(string reason) =>
        new(Path, 1, "", reason, string.Join(_layout.Delimiter, Columns));

    /// <summary>Advances to the next row that has every column and is clean text.</summary>
    public bool Read()
    {
        while (_scanner.Read())
        {
            _quotedFields = null;
            _rows++;
            if (_rows % RowsPerCancellationCheck == 0)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                if (_rows % RowsPerProgressReport < RowsPerCancellationCheck)
                {
                    Report();
                }
            }

            RejectReason reason = CheckShape();
            if (reason == RejectReason.None)
            {
                return true;
            }

            Reject(reason);
        }

        return false;
    }

    /// <summary>Advances to the next record of any shape, without counting or rejecting: for a look at the file.</summary>
    public bool TryReadAny()
    {
        _quotedFields = null;
        return _scanner.Read();
    }

    /// <summary>Whether the current record has every column.</summary>
    public bool HasAllColumns => _scanner.FieldCount == Columns.Count;

    /// <summary>The UTF-8 (or Latin-1) bytes of a field, unquoted.</summary>
    public ReadOnlySpan<byte> Field(int column) =>
        _scanner.HasDoubledQuotes ? Encoding.UTF8.GetBytes(Text(column)) : _scanner.Field(column);

    /// <summary>The text of a field, unquoted.</summary>
    public string Text(int column)
    {
        if (_scanner.HasQuotes)
        {
            return (_quotedFields ??= _quotedParser!.Parse(Decode(_scanner.Content)))[column];
        }

        return Decode(_scanner.Field(column));
    }

    /// <summary>Sets the current row aside; in strict mode stops.</summary>
    public void Reject(RejectReason reason, int column = -1)
    {
        string columnName = column < 0 || column >= Columns.Count ? "" : Columns[column];
        if (column >= 0 && column == Columns.Count - 1 && !_scanner.HasLineEnd && _scanner.Field(column).IsEmpty)
        {
            reason = RejectReason.TornLastLine;
        }

        string words = RejectReasons.Describe(reason);
        if (_options.Mode == BadRowMode.Strict)
        {
            string text = Decode(column < 0 ? _scanner.Content : _scanner.Field(column));
            throw new DataFormatException(Path, _scanner.Line, columnName, words, text);
        }

        _rejected++;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        string shownName = columnName.ReplaceLineEndings(" ");
        _rejects.Write(_scanner.Line, shownName.Length == 0 ? words : $"{words} (column {shownName})", _scanner.Raw);
    }

    /// <summary>Closes the account: checks that no row was lost and that not too many were rejected.</summary>
    public FileReport Complete(long accepted, long exactDuplicates, long conflictingDuplicates)
    {
        if (accepted + _rejected + exactDuplicates + conflictingDuplicates != _rows)
        {
            throw new UnreachableException(
                $"{Path}: {accepted} accepted + {_rejected} rejected + {exactDuplicates + conflictingDuplicates} duplicates are not {_rows} data rows.");
        }

        Report();
        string? rejectsPath = _rejects.Commit() ? _rejects.Path : null;
        if (_rejected > _options.MaxRejectShare * _rows)
        {
            string counts = string.Join(", ", _reasons.OrderByDescending(static r => r.Value).Select(static r => $"{RejectReasons.Describe(r.Key)} {r.Value}"));
            throw new DataFormatException(
                Path,
                0,
                "",
                FormattableString.Invariant(
                    $"{_rejected} of {_rows} rows rejected ({100.0 * _rejected / _rows:0.##} %), more than {100 * _options.MaxRejectShare:0.##} % (MaxRejectShare): {counts}; the rows are in {rejectsPath}"),
                "");
        }

        return new FileReport(Path)
        {
            DataRows = _rows,
            Accepted = accepted,
            Rejected = _rejected,
            ExactDuplicates = exactDuplicates,
            ConflictingDuplicates = conflictingDuplicates,
            RejectedByReason = _reasons,
            RejectsPath = rejectsPath,
        };
    }

    public void Dispose()
    {
        _rejects.Dispose();
        _stream.Dispose();
    }

    private string Decode(ReadOnlySpan<byte> bytes) => (_layout.Latin1 ? Encoding.Latin1 : Encoding.UTF8).GetString(bytes);

    private void Report() => _progress?.Report(new ImportProgress(Path, _rows, _scanner.Position, _stream.Length));

    private string[] ReadHeader()
    {
        if (!_scanner.Read())
        {
            throw new DataFormatException(Path, 1, "", "the file is empty; expected a header", "");
        }

        if (_scanner.Defect != RecordDefect.None)
        {
            throw new DataFormatException(Path, 1, "", "the header has a bad quote", Decode(_scanner.Content));
        }

        string[] names = new string[_scanner.FieldCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Text(i).Trim();
        }

        _quotedFields = null;
        return names;
    }

    private RejectReason CheckShape()
    {
        ReadOnlySpan<byte> content = _scanner.Content;
        if (content.IndexOfAnyExcept((byte)' ') < 0)
        {
            return RejectReason.EmptyLine;
        }

        if (content.Contains((byte)0))
        {
            return RejectReason.NulByte;
        }

        if (!_layout.Latin1 && !Utf8.IsValid(content))
        {
            return RejectReason.InvalidUtf8;
        }

        if (_scanner.Defect != RecordDefect.None)
        {
            return _scanner.Defect == RecordDefect.UnterminatedQuote ? RejectReason.UnterminatedQuote : RejectReason.MalformedQuote;
        }

        if (_scanner.FieldCount == Columns.Count)
        {
            return RejectReason.None;
        }

        if (TextFiles.CountDelimiters(content) + 1 == Columns.Count)
        {
            return RejectReason.WrongDelimiter;
        }

        return _scanner.FieldCount > Columns.Count ? RejectReason.ExtraColumn
            : _scanner.HasLineEnd ? RejectReason.MissingColumn : RejectReason.TornLastLine;
    }
}
