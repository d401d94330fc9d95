using System.Globalization;
using System.Runtime.CompilerServices;

namespace MovieRec.Data;

/// <summary>
/// Ids as Parquet holds them: int and long as int64, string and Guid as text. The manifest remembers which of the two it was.
/// </summary>
internal static class StoredIds
{
    public static bool IsText(IdKind kind) => kind is IdKind.String or IdKind.Guid;

    public static TStored ToStored<TId, TStored>(TId id)
        where TId : notnull
        where TStored : notnull
    {
        if (typeof(TStored) == typeof(long))
        {
            long number = typeof(TId) == typeof(int) ? Unsafe.As<TId, int>(ref id) : Unsafe.As<TId, long>(ref id);
            return Unsafe.As<long, TStored>(ref number);
        }

        string text = typeof(TId) == typeof(Guid) ? Unsafe.As<TId, Guid>(ref id).ToString("D") : Unsafe.As<TId, string>(ref id);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                throw new ArgumentException("An id contains half of a surrogate pair, which UTF-8 cannot hold.", nameof(id));
            }
        }

        return Unsafe.As<string, TStored>(ref text);
    }

    public static TStored[] ToStored<TId, TStored>(ReadOnlySpan<TId> ids)
        where TId : notnull
        where TStored : notnull
    {
        TStored[] stored = new TStored[ids.Length];
        for (int i = 0; i < stored.Length; i++)
        {
            stored[i] = ToStored<TId, TStored>(ids[i]);
        }

        return stored;
    }

    /// <summary>Whether ids of a stored kind can be read as <typeparamref name="TId"/>: the same kind, int as long, anything as text.</summary>
    public static bool CanRead<TId>(IdKind stored)
    {
        IdKind wanted = IdKinds.KindOf<TId>();
        return wanted == stored || wanted == IdKind.String || (wanted == IdKind.Int64 && stored == IdKind.Int32);
    }

    /// <summary>Back to the caller's ids; null with a reason when a stored id is not of the kind that the manifest names.</summary>
    public static TId[]? TryToIds<TStored, TId>(TStored[] stored, IdKind kind, out string reason)
        where TId : notnull
        where TStored : notnull
    {
        reason = "";
        TId[] ids = new TId[stored.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            if (!TryToId(stored[i], kind, out ids[i]))
            {
                reason = $"the id '{stored[i]}' is not of kind {kind}";
                return null;
            }
        }

        return ids;
    }

    private static bool TryToId<TStored, TId>(TStored stored, IdKind kind, out TId id)
        where TId : notnull
        where TStored : notnull
    {
        id = default!;
        if (typeof(TStored) == typeof(long))
        {
            long number = Unsafe.As<TStored, long>(ref stored);
            if (kind == IdKind.Int32 && number != (int)number)
            {
                return false;
            }

            if (typeof(TId) == typeof(int))
            {
                int narrow = (int)number;
                id = Unsafe.As<int, TId>(ref narrow);
            }
            else if (typeof(TId) == typeof(long))
            {
                id = Unsafe.As<long, TId>(ref number);
            }
            else
            {
                string digits = number.ToString(CultureInfo.InvariantCulture);
                id = Unsafe.As<string, TId>(ref digits);
            }

            return true;
        }

        string text = Unsafe.As<TStored, string>(ref stored);
        bool good = true;
        Guid guid = default;
        if (kind == IdKind.Guid)
        {
            good = Guid.TryParseExact(text, "D", out guid);
        }

        if (typeof(TId) == typeof(Guid))
        {
            id = Unsafe.As<Guid, TId>(ref guid);
        }
        else
        {
            id = Unsafe.As<string, TId>(ref text);
        }

        return good;
    }
}
