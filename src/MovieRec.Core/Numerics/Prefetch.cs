using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>Asks the processor to load cache lines before they are needed; does nothing where it cannot.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Loads the first <paramref name="floats"/> floats of a row.</summary>
    /// <param name="row">Start of the row. The address is not dereferenced.</param>
    /// <param name="floats">Length of the row, a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row(float* row, int floats)
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < floats; i += 16)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    /// <summary>Loads the first <paramref name="bytes"/> bytes of a row.</summary>
    /// <param name="row">Start of the row. The address is not dereferenced.</param>
    /// <param name="bytes">Length of the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bytes(sbyte* row, int bytes)
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < bytes; i += 64)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    /// <summary>Loads one cache line.</summary>
    /// <param name="address">Any address in the line. It is not dereferenced.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
