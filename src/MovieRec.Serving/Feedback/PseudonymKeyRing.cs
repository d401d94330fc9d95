using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MovieRec.Serving;

/// <summary>
/// Makes pseudonyms: <c>keyId.base64url(HMAC-SHA256(key, kind ‖ id))</c>, the first 24 bytes. Without the key nobody can tell whose
/// pseudonym it is, nor whether an id is among them. Several keys at once allow a change of keys. Immutable, thread-safe.
/// </summary>
/// <remarks>New events carry the active key; the others are only used to find what was stored under them.</remarks>
public sealed class PseudonymKeyRing
{
    /// <summary>Least length of a key: 32 bytes.</summary>
    public const int MinKeyBytes = 32;

    private const int PseudonymBytes = 24;
    private readonly string[] _ids;
    private readonly byte[][] _keys;

    /// <summary>Makes a ring.</summary>
    /// <param name="activeKeyId">The key of new pseudonyms.</param>
    /// <param name="keys">Secret keys by id. An id is 1 … 32 letters and digits; a key has at least <see cref="MinKeyBytes"/> bytes.</param>
    /// <exception cref="ArgumentException">The active key is missing, or an id or a key breaks the rules. The message holds no key.</exception>
    public PseudonymKeyRing(string activeKeyId, IReadOnlyDictionary<string, byte[]> keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(activeKeyId);
        ArgumentNullException.ThrowIfNull(keys);
        if (!keys.ContainsKey(activeKeyId))
        {
            throw new ArgumentException($"The ring has no key '{activeKeyId}'; it has {string.Join(", ", keys.Keys.Order(StringComparer.Ordinal))}.", nameof(activeKeyId));
        }

        foreach ((string id, byte[] key) in keys)
        {
            if (id.Length is 0 or > 32 || !id.All(char.IsAsciiLetterOrDigit))
            {
                throw new ArgumentException($"The key id '{id}' must have 1 … 32 letters and digits.", nameof(keys));
            }

            if (key is null || key.Length < MinKeyBytes)
            {
                throw new ArgumentException($"The key '{id}' has {key?.Length ?? 0} bytes; at least {MinKeyBytes} are needed.", nameof(keys));
            }
        }

        _ids = [activeKeyId, .. keys.Keys.Where(id => id != activeKeyId).Order(StringComparer.Ordinal)];
        _keys = [.. _ids.Select(id => (byte[])keys[id].Clone())];
    }

    /// <summary>The key of new pseudonyms.</summary>
    public string ActiveKeyId => _ids[0];

    /// <summary>All key ids, the active one first.</summary>
    public IReadOnlyList<string> KeyIds => _ids;

    /// <summary>A ring of one key.</summary>
    /// <param name="keyId">Its id.</param>
    /// <param name="key">The secret.</param>
    public static PseudonymKeyRing Create(string keyId, byte[] key) =>
        new(keyId, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [keyId] = key });

    /// <summary>The pseudonym of an id under the active key.</summary>
    /// <typeparam name="TUserId">int, long, string or Guid.</typeparam>
    /// <param name="userId">The raw id.</param>
    public string PseudonymOf<TUserId>(TUserId userId)
        where TUserId : notnull => Make(0, userId);

    /// <summary>The pseudonyms of an id under every key, the active one first.</summary>
    /// <typeparam name="TUserId">int, long, string or Guid.</typeparam>
    /// <param name="userId">The raw id.</param>
    public IReadOnlyList<string> AllPseudonymsOf<TUserId>(TUserId userId)
        where TUserId : notnull
    {
        string[] pseudonyms = new string[_ids.Length];
        for (int i = 0; i < pseudonyms.Length; i++)
        {
            pseudonyms[i] = Make(i, userId);
        }

        return pseudonyms;
    }

    /// <summary>Keyed hash of a text under the key of a pseudonym, for draws and seals that nobody can foresee.</summary>
    /// <param name="pseudonym">Decides which key is taken; an unknown one takes the active key.</param>
    /// <param name="purpose">Keeps hashes of different use apart.</param>
    /// <param name="text">The text.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    internal void HashFor(string pseudonym, string purpose, string text, Span<byte> destination)
    {
        int dot = pseudonym.IndexOf('.', StringComparison.Ordinal);
        int key = dot < 0 ? 0 : Math.Max(0, Array.IndexOf(_ids, pseudonym[..dot]));
        HMACSHA256.HashData(_keys[key], Encoding.UTF8.GetBytes($"{purpose}\n{text}"), destination);
    }

    private string Make<TUserId>(int key, TUserId userId)
        where TUserId : notnull
    {
        ArgumentNullException.ThrowIfNull(userId);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (userId is string text)
        {
            int length = Encoding.UTF8.GetByteCount(text);
            Span<byte> bytes = length < 256 ? stackalloc byte[256] : new byte[length + 1];
            bytes[0] = (byte)IdKind.String;
            Encoding.UTF8.GetBytes(text, bytes[1..]);
            HMACSHA256.HashData(_keys[key], bytes[..(length + 1)], hash);
        }
        else
        {
            // An int and a long of the same value are the same person.
            Span<byte> bytes = stackalloc byte[17];
            int length = WriteId(userId, bytes);
            HMACSHA256.HashData(_keys[key], bytes[..length], hash);
        }

        return $"{_ids[key]}.{Base64Url.EncodeToString(hash[..PseudonymBytes])}";
    }

    private static int WriteId<TUserId>(TUserId userId, Span<byte> bytes)
    {
        switch (userId)
        {
            case Guid guid:
                bytes[0] = (byte)IdKind.Guid;
                guid.TryWriteBytes(bytes[1..]);
                return 17;
            case int number:
                bytes[0] = (byte)IdKind.Int64;
                BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], number);
                return 9;
            case long number:
                bytes[0] = (byte)IdKind.Int64;
                BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], number);
                return 9;
            default:
                throw new NotSupportedException($"Ids of type {typeof(TUserId).Name} are not supported; use int, long, string or Guid.");
        }
    }
}
