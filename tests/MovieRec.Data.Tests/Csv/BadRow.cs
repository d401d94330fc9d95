namespace MovieRec.Data.Tests.Csv;

/// <summary>One kind of bad row for a file with the header userId,movieId,rating,timestamp.</summary>
/// <param name="Text">The row without its line end, one character for each byte (Latin-1).</param>
/// <param name="Reason">Why it must be rejected.</param>
/// <param name="Column">The column that a strict import names; empty for the row as a whole.</param>
public sealed record BadRow(string Text, RejectReason Reason, string Column = "")
{
    public static IReadOnlyDictionary<string, BadRow> Kinds { get; } = new Dictionary<string, BadRow>
    {
        ["missing column"] = new("5,10,4.0", RejectReason.MissingColumn),
        ["missing all but one"] = new("5", RejectReason.MissingColumn),
        ["extra column"] = new("5,10,4.0,1000,7", RejectReason.ExtraColumn),
        ["empty line"] = new("", RejectReason.EmptyLine),
        ["only spaces"] = new("   ", RejectReason.EmptyLine),
        ["wrong delimiter"] = new("5;10;4.0;1000", RejectReason.WrongDelimiter),
        ["wrong delimiter, tabs"] = new("5\t10\t4.0\t1000", RejectReason.WrongDelimiter),
        ["wrong delimiter, double colon"] = new("5::10::4.0::1000", RejectReason.WrongDelimiter),
        ["mixed delimiters"] = new("5,10;4.0,1000", RejectReason.WrongDelimiter),
        ["unterminated quote"] = new("5,\"10,4.0,1000", RejectReason.UnterminatedQuote),
        ["text after a closing quote"] = new("5,\"10\"x,4.0,1000", RejectReason.MalformedQuote),
        ["NUL byte"] = new("5,1\00,4.0,1000", RejectReason.NulByte),
        ["invalid UTF-8"] = new("5,10,4.0,10\u00ff0", RejectReason.InvalidUtf8),
        ["user empty"] = new(",10,4.0,1000", RejectReason.IdEmpty, "userId"),
        ["user not numeric"] = new("x5,10,4.0,1000", RejectReason.IdNotNumeric, "userId"),
        ["user with decimals"] = new("5.0,10,4.0,1000", RejectReason.IdNotNumeric, "userId"),
        ["user with a space"] = new(" 5,10,4.0,1000", RejectReason.IdNotNumeric, "userId"),
        ["user negative"] = new("-5,10,4.0,1000", RejectReason.IdNegative, "userId"),
        ["user overflowing"] = new("9223372036854775808,10,4.0,1000", RejectReason.IdOverflow, "userId"),
        ["movie empty"] = new("5,,4.0,1000", RejectReason.IdEmpty, "movieId"),
        ["movie not numeric"] = new("5,ten,4.0,1000", RejectReason.IdNotNumeric, "movieId"),
        ["movie negative"] = new("5,-10,4.0,1000", RejectReason.IdNegative, "movieId"),
        ["movie overflowing"] = new("5,99999999999999999999,4.0,1000", RejectReason.IdOverflow, "movieId"),
        ["rating empty"] = new("5,10,,1000", RejectReason.RatingNotANumber, "rating"),
        ["rating not a number"] = new("5,10,good,1000", RejectReason.RatingNotANumber, "rating"),
        ["rating with a unit"] = new("5,10,4.0*,1000", RejectReason.RatingNotANumber, "rating"),
        ["rating NaN"] = new("5,10,NaN,1000", RejectReason.RatingNotFinite, "rating"),
        ["rating infinite"] = new("5,10,Infinity,1000", RejectReason.RatingNotFinite, "rating"),
        ["rating too high"] = new("5,10,5.5,1000", RejectReason.RatingOutOfRange, "rating"),
        ["rating too low"] = new("5,10,0.0,1000", RejectReason.RatingOutOfRange, "rating"),
        ["rating negative"] = new("5,10,-1,1000", RejectReason.RatingOutOfRange, "rating"),
        ["decimal comma in quotes"] = new("5,10,\"4,5\",1000", RejectReason.RatingDecimalComma, "rating"),
        ["decimal comma bare"] = new("5,10,4,5,1000", RejectReason.ExtraColumn),
        ["timestamp empty"] = new("5,10,4.0,", RejectReason.TimestampNotANumber, "timestamp"),
        ["timestamp with decimals"] = new("5,10,4.0,1000.5", RejectReason.TimestampNotANumber, "timestamp"),
        ["timestamp as date"] = new("5,10,4.0,2019-01-01", RejectReason.TimestampNotANumber, "timestamp"),
        ["timestamp negative"] = new("5,10,4.0,-1000", RejectReason.TimestampNegative, "timestamp"),
        ["timestamp in milliseconds"] = new("5,10,4.0,1546300800000", RejectReason.TimestampInMilliseconds, "timestamp"),
        ["timestamp in the future"] = new("5,10,4.0,1577923201", RejectReason.TimestampInFuture, "timestamp"),
        ["unknown movie"] = new("5,777,4.0,1000", RejectReason.UnknownMovie, "movieId"),
    };
}
