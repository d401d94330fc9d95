using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;

namespace MovieRec;

/// <summary>What the four kinds of id have in common: order, equality, bytes.</summary>
internal static class IdKinds
{
    public static IdKind KindOf<TId>() =>
        typeof(TId) == typeof(int) ? IdKind.Int32 :
        typeof(TId) == typeof(long) ? IdKind.Int64 :
        typeof(TId) == typeof(string) ? IdKind.String :
        typeof(TId) == typeof(Guid) ? IdKind.Guid :
        throw new NotSupportedException($"Ids of type {typeof(TId).Name} are not supported; use int, long, string or Guid.");

    public static IEqualityComparer<TId>? EqualityComparer<TId>() =>
        typeof(TId) == typeof(string) ? (IEqualityComparer<TId>)(object)StringComparer.Ordinal : null;

    public static IComparer<TId> Comparer<TId>() =>
        typeof(TId) == typeof(string) ? (IComparer<TId>)(object)StringComparer.Ordinal : System.Collections.Generic.Comparer<TId>.Default;

    public static string Fingerprint<TId>(ReadOnlySpan<TId> ids)
    {
        XxHash128 hash = new();
        hash.Append([(byte)KindOf<TId>()]);
        Span<byte> buffer = stackalloc byte[16];
        foreach (TId id in ids)
        {
            switch (KindOf<TId>())
            {
                case IdKind.Int32:
                    BinaryPrimitives.WriteInt32LittleEndian(buffer, Unsafe.As<TId, int>(ref Unsafe.AsRef(in id)));
                    hash.Append(buffer[..4]);
                    break;
                case IdKind.Int64:
                    BinaryPrimitives.WriteInt64LittleEndian(buffer, Unsafe.As<TId, long>(ref Unsafe.AsRef(in id)));
                    hash.Append(buffer[..8]);
                    break;
                case IdKind.Guid:
                    Unsafe.As<TId, Guid>(ref Unsafe.AsRef(in id)).TryWriteBytes(buffer);
                    hash.Append(buffer);
                    break;
                default:
                    byte[] text = Encoding.UTF8.GetBytes((string)(object)id!);
                    BinaryPrimitives.WriteInt32LittleEndian(buffer, text.Length);
                    hash.Append(buffer[..4]);
                    hash.Append(text);
                    break;
            }
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
