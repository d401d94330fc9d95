using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace MovieRec.Data;

/// <summary>
/// Ids from UTF-8 bytes. Texts are kept once: a row with an id seen before allocates nothing.
/// </summary>
internal sealed class IdFields<TId>
    where TId : notnull
{
    private readonly HashSet<string>? _texts = typeof(TId) == typeof(string) ? new HashSet<string>(StringComparer.Ordinal) : null;

    public IdFields()
    {
        if (typeof(TId) != typeof(long) && typeof(TId) != typeof(int) && typeof(TId) != typeof(string) && typeof(TId) != typeof(Guid))
        {
            throw new NotSupportedException($"Ids of type {typeof(TId).Name} are not supported; use int, long, string or Guid.");
        }
    }

    public RejectReason Parse(ReadOnlySpan<byte> field, out TId id)
    {
        if (typeof(TId) == typeof(long))
        {
            bool good = NumberFields.TryParseDigits(field, out long value);
            id = Unsafe.As<long, TId>(ref value);
            return good ? RejectReason.None : NumberFields.ExplainId(field);
        }

        if (typeof(TId) == typeof(int))
        {
            bool good = NumberFields.TryParseDigits(field, out long value);
            int narrow = unchecked((int)value);
            id = Unsafe.As<int, TId>(ref narrow);
            return good && value <= int.MaxValue ? RejectReason.None : NumberFields.ExplainId(field);
        }

        if (typeof(TId) == typeof(Guid))
        {
            bool good = Utf8Parser.TryParse(field, out Guid value, out int used) && used == field.Length;
            id = Unsafe.As<Guid, TId>(ref value);
            return good ? RejectReason.None : field.IsEmpty ? RejectReason.IdEmpty : RejectReason.IdNotNumeric;
        }

        string text = GetText(field);
        id = Unsafe.As<string, TId>(ref text);
        return text.Length == 0 ? RejectReason.IdEmpty : RejectReason.None;
    }

    private string GetText(ReadOnlySpan<byte> field)
    {
        if (field.Length > 256)
        {
            return Encoding.UTF8.GetString(field);
        }

        Span<char> characters = stackalloc char[256];
        characters = characters[..Encoding.UTF8.GetChars(field, characters)];
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = _texts!.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(characters, out string? text))
        {
            text = characters.ToString();
            _texts.Add(text);
        }

        return text;
    }
}
