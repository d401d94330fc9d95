namespace MovieRec.Data;

/// <summary>Why a row was not used.</summary>
public enum RejectReason
{
    /// <summary>The row is good; never reported.</summary>
    None = 0,

    /// <summary>Fewer fields than the header or the format has.</summary>
    MissingColumn,

    /// <summary>More fields than the header or the format has.</summary>
    ExtraColumn,

    /// <summary>Nothing, or only spaces, between two line ends.</summary>
    EmptyLine,

    /// <summary>Another delimiter than the rest of the file, wholly or in part.</summary>
    WrongDelimiter,

    /// <summary>A quoted field is never closed.</summary>
    UnterminatedQuote,

    /// <summary>Text follows a closing quote.</summary>
    MalformedQuote,

    /// <summary>The last line has no line end and stops early.</summary>
    TornLastLine,

    /// <summary>The row contains a NUL byte.</summary>
    NulByte,

    /// <summary>The row is not valid UTF-8.</summary>
    InvalidUtf8,

    /// <summary>An id is empty.</summary>
    IdEmpty,

    /// <summary>An id is not a number (or not a Guid), in a column of such ids.</summary>
    IdNotNumeric,

    /// <summary>An id is negative.</summary>
    IdNegative,

    /// <summary>An id does not fit the id type.</summary>
    IdOverflow,

    /// <summary>A rating is empty or not a number.</summary>
    RatingNotANumber,

    /// <summary>A rating is NaN or infinite.</summary>
    RatingNotFinite,

    /// <summary>A rating is outside the allowed range.</summary>
    RatingOutOfRange,

    /// <summary>A rating is written with a decimal comma.</summary>
    RatingDecimalComma,

    /// <summary>A timestamp is empty or not a whole number.</summary>
    TimestampNotANumber,

    /// <summary>A timestamp is negative.</summary>
    TimestampNegative,

    /// <summary>A timestamp is in milliseconds (or finer) instead of seconds.</summary>
    TimestampInMilliseconds,

    /// <summary>A timestamp is more than a day in the future.</summary>
    TimestampInFuture,

    /// <summary>The row names a movie that the movies file lacks.</summary>
    UnknownMovie,

    /// <summary>A number of a metadata column (year, tmdbId, addedAt) is not a number.</summary>
    NumberInvalid,

    /// <summary>A date is not of the form 1999-12-31.</summary>
    DateInvalid,

    /// <summary>A field or line that should be JSON, or a Python literal, is neither.</summary>
    LiteralInvalid,
}
