namespace MovieRec.Data;

/// <summary>The words for each reason, as they stand in messages and rejects files.</summary>
internal static class RejectReasons
{
    public static string Describe(RejectReason reason) => reason switch
    {
        RejectReason.MissingColumn => "missing column",
        RejectReason.ExtraColumn => "extra column",
        RejectReason.EmptyLine => "empty line",
        RejectReason.WrongDelimiter => "wrong or mixed delimiter",
        RejectReason.UnterminatedQuote => "unterminated quote",
        RejectReason.MalformedQuote => "text after a closing quote",
        RejectReason.TornLastLine => "torn last line",
        RejectReason.NulByte => "NUL byte",
        RejectReason.InvalidUtf8 => "invalid UTF-8",
        RejectReason.IdEmpty => "empty id",
        RejectReason.IdNotNumeric => "non-numeric id",
        RejectReason.IdNegative => "negative id",
        RejectReason.IdOverflow => "id too large",
        RejectReason.RatingNotANumber => "rating is not a number",
        RejectReason.RatingNotFinite => "rating is NaN or infinite",
        RejectReason.RatingOutOfRange => "rating out of range",
        RejectReason.RatingDecimalComma => "rating with a decimal comma",
        RejectReason.TimestampNotANumber => "timestamp is not a whole number",
        RejectReason.TimestampNegative => "negative timestamp",
        RejectReason.TimestampInMilliseconds => "timestamp in milliseconds, seconds expected",
        RejectReason.TimestampInFuture => "timestamp in the future",
        RejectReason.UnknownMovie => "unknown movie",
        RejectReason.NumberInvalid => "not a whole number",
        RejectReason.DateInvalid => "not a date (1999-12-31)",
        RejectReason.LiteralInvalid => "neither JSON nor a Python literal",
        _ => reason.ToString(),
    };
}
