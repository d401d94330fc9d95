using System.Buffers.Text;

namespace MovieRec.Data;

/// <summary>Numbers straight from UTF-8 bytes, invariant, with the reason when they are not what they should be.</summary>
internal static class NumberFields
{
    private const int LongestSafeDigits = 18;

    /// <summary>Digits only; no sign, no spaces.</summary>
    public static bool TryParseDigits(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if (field.IsEmpty || field.Length > LongestSafeDigits)
        {
            return field.Length > LongestSafeDigits && TryParseLong(field, out value);
        }

        long sum = 0;
        foreach (byte b in field)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9)
            {
                return false;
            }

            sum = (sum * 10) + digit;
        }

        value = sum;
        return true;
    }

    /// <summary>Why <see cref="TryParseDigits"/> said no, for an id.</summary>
    public static RejectReason ExplainId(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
        {
            return RejectReason.IdEmpty;
        }

        if (field[0] == (byte)'-' && field.Length > 1 && field[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            return RejectReason.IdNegative;
        }

        return field.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? RejectReason.IdOverflow : RejectReason.IdNotNumeric;
    }

    public static RejectReason ParseRating(ReadOnlySpan<byte> field, float lowest, float highest, out float rating)
    {
        if (field.Length == 3 && field[1] == (byte)'.' && IsDigit(field[0]) && IsDigit(field[2]))
        {
            // The shape of nearly every rating; dividing by ten gives the nearest float, as parsing does.
            rating = (((field[0] - '0') * 10) + (field[2] - '0')) / 10f;
        }
        else if (!Utf8Parser.TryParse(field, out rating, out int used) || used != field.Length)
        {
            return ExplainRating(field);
        }

        if (!float.IsFinite(rating))
        {
            return RejectReason.RatingNotFinite;
        }

        return rating >= lowest && rating <= highest ? RejectReason.None : RejectReason.RatingOutOfRange;
    }

    public static RejectReason ParseTimestamp(ReadOnlySpan<byte> field, long latest, out long timestamp)
    {
        if (!TryParseDigits(field, out timestamp))
        {
            return ExplainId(field) == RejectReason.IdNegative ? RejectReason.TimestampNegative : RejectReason.TimestampNotANumber;
        }

        if (timestamp <= latest)
        {
            return RejectReason.None;
        }

        // 1e11 seconds is the year 5138; 1e11 milliseconds is 1973.
        return timestamp >= 100_000_000_000 ? RejectReason.TimestampInMilliseconds : RejectReason.TimestampInFuture;
    }

    private static bool TryParseLong(ReadOnlySpan<byte> field, out long value) =>
        Utf8Parser.TryParse(field, out value, out int used) && used == field.Length && IsDigit(field[0]);

    private static RejectReason ExplainRating(ReadOnlySpan<byte> field)
    {
        int comma = field.IndexOf((byte)',');
        bool decimalComma = comma >= 0
            && Utf8Parser.TryParse(field[..comma], out long _, out int whole) && whole == comma
            && Utf8Parser.TryParse(field[(comma + 1)..], out long _, out int part) && part == field.Length - comma - 1;
        return decimalComma ? RejectReason.RatingDecimalComma : RejectReason.RatingNotANumber;
    }

    private static bool IsDigit(byte b) => (uint)(b - '0') <= 9;
}
