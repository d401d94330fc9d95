using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>Where the k-th row of a product begins.</summary>
internal interface IRowOrder
{
    static abstract nint Offset(ref int offsets, nint k, nint stride);

    /// <summary>Asks for a cache line of the row that comes into play after this pass; most orders need none of that.</summary>
    static virtual void Ahead(ref int offsets, nint k, ref float line)
    {
    }
}

/// <summary>At offsets[k]: an interaction list, its row numbers already multiplied by the stride.</summary>
internal readonly struct GatheredRows : IRowOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Offset(ref int offsets, nint k, nint stride) => Unsafe.Add(ref offsets, k);
}

/// <summary>
/// The same, and offsets[k + <see cref="Distance"/>] names a row of the pass after this one: one of its cache lines is
/// fetched while this pass computes. Rows lie anywhere in memory; no hardware prefetcher foresees them.
/// </summary>
internal readonly unsafe struct GatheredRowsAhead : IRowOrder
{
    /// <summary>Longest pass.</summary>
    public const int Distance = 256;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Offset(ref int offsets, nint k, nint stride) => Unsafe.Add(ref offsets, k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ahead(ref int offsets, nint k, ref float line)
    {
        if (Sse.IsSupported)
        {
            // The address is not dereferenced: a collection that moves the array meanwhile costs a useless fetch.
            Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref line, Unsafe.Add(ref offsets, k + Distance))));
        }
    }
}

/// <summary>At k · stride: a dense block.</summary>
internal readonly struct ConsecutiveRows : IRowOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Offset(ref int offsets, nint k, nint stride) => k * stride;
}
