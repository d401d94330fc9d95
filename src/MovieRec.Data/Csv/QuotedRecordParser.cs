using Sylvan.Data.Csv;

namespace MovieRec.Data;

/// <summary>
/// The fields of a record that contains quotes, through Sylvan.Data.Csv. The scanner has already found where the record
/// begins and ends and that its quotes are closed; the library says what the fields are.
/// </summary>
internal sealed class QuotedRecordParser
{
    private readonly CsvDataReaderOptions _options;
    private char[] _buffer = new char[1 << 12];

    public QuotedRecordParser(char delimiter)
    {
        _options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter,
            Quote = '"',
            Escape = '"',
            Comment = '\0',
            CsvStyle = CsvStyle.Standard,
            ResultSetMode = ResultSetMode.SingleResult,
        };
    }

    /// <summary>Splits one record.</summary>
    /// <param name="record">The record without its line end.</param>
    public string[] Parse(string record)
    {
        if (_buffer.Length < record.Length + 16)
        {
            _buffer = new char[(record.Length * 2) + 16];
        }

        using StringReader text = new(record);
        using CsvDataReader reader = CsvDataReader.Create(text, _buffer, _options);
        if (!reader.Read())
        {
            return [];
        }

        string[] fields = new string[reader.RowFieldCount];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = reader.GetString(i);
        }

        return fields;
    }
}
