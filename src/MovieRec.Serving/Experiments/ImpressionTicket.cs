using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MovieRec.Serving;

/// <summary>
/// An impression as a text that a page may carry: its fields and a keyed hash over them and the person. Nothing in it names the
/// person, and nobody else can use it or change it.
/// </summary>
internal static class ImpressionTicket
{
    private const string Purpose = "impression";
    private const int MacBytes = 16;
    private const int MaxLength = 8_192;

    public static string Seal<TItemId>(PseudonymKeyRing keys, FeedbackEvent<TItemId> impression)
        where TItemId : notnull
    {
        string fields = string.Create(
            CultureInfo.InvariantCulture,
            $"{ItemText(impression.ItemId)}\n{impression.Position}\n{impression.Variant}\n{impression.PolicyVersion}\n{impression.CandidateSetId}\n{impression.Probability:R}\n{impression.ModelVersion}\n{impression.Time.ToUnixTimeMilliseconds()}\n{impression.UserPseudonym[..impression.UserPseudonym.IndexOf('.', StringComparison.Ordinal)]}");
        byte[] text = Encoding.UTF8.GetBytes(fields);
        byte[] ticket = new byte[MacBytes + text.Length];
        Mac(keys, impression.UserPseudonym, fields, ticket);
        text.CopyTo(ticket, MacBytes);
        return Base64Url.EncodeToString(ticket);
    }

    /// <summary>Opens a ticket of one of a person's pseudonyms.</summary>
    /// <returns>The impression, or null when the ticket is not one of this person.</returns>
    public static FeedbackEvent<TItemId>? Open<TItemId>(PseudonymKeyRing keys, IReadOnlyList<string> pseudonyms, string ticket)
        where TItemId : notnull
    {
        if (ticket.Length > MaxLength || !Base64Url.IsValid(ticket))
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(ticket);
        if (bytes.Length <= MacBytes)
        {
            return null;
        }

        string fields = Encoding.UTF8.GetString(bytes, MacBytes, bytes.Length - MacBytes);
        string[] parts = fields.Split('\n');
        string? pseudonym = parts.Length == 9 ? pseudonyms.FirstOrDefault(p => p.StartsWith(parts[8] + ".", StringComparison.Ordinal)) : null;
        Span<byte> mac = stackalloc byte[MacBytes];
        if (pseudonym is null)
        {
            return null;
        }

        Mac(keys, pseudonym, fields, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(0, MacBytes)))
        {
            return null;
        }

        return new FeedbackEvent<TItemId>
        {
            UserPseudonym = pseudonym,
            ItemId = ParseItem<TItemId>(parts[0]),
            Position = int.Parse(parts[1], CultureInfo.InvariantCulture),
            Variant = parts[2],
            PolicyVersion = parts[3],
            CandidateSetId = parts[4],
            Probability = double.Parse(parts[5], CultureInfo.InvariantCulture),
            ModelVersion = parts[6],
            Time = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[7], CultureInfo.InvariantCulture)),
            Kind = FeedbackKind.Impression,
        };
    }

    private static void Mac(PseudonymKeyRing keys, string pseudonym, string fields, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        keys.HashFor(pseudonym, Purpose, $"{pseudonym}\n{fields}", hash);
        hash[..MacBytes].CopyTo(destination);
    }

    private static string ItemText<TItemId>(TItemId item) => Convert.ToString(item, CultureInfo.InvariantCulture)!;

    private static TItemId ParseItem<TItemId>(string text)
        where TItemId : notnull => IdMap<TItemId>.Kind switch
        {
            IdKind.Int32 => (TItemId)(object)int.Parse(text, CultureInfo.InvariantCulture),
            IdKind.Int64 => (TItemId)(object)long.Parse(text, CultureInfo.InvariantCulture),
            IdKind.String => (TItemId)(object)text,
            _ => (TItemId)(object)Guid.Parse(text),
        };
}
