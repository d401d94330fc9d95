using System.Runtime.CompilerServices;

namespace MovieRec.Numerics;

/// <summary>Where the k-th row of a product begins.</summary>
internal interface IRowOrder
{
    static abstract nint Offset(ref int offsets, nint k, nint stride);
}

/// <summary>At offsets[k]: an interaction list, its row numbers already multiplied by the stride.</summary>
internal readonly struct GatheredRows : IRowOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Offset(ref int offsets, nint k, nint stride) => Unsafe.Add(ref offsets, k);
}

/// <summary>At k · stride: a dense block.</summary>
internal readonly struct ConsecutiveRows : IRowOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Offset(ref int offsets, nint k, nint stride) => k * stride;
}
