using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>
/// Arrays whose first used element lies at a multiple of 64 bytes, so that no register load crosses a cache line (such a
/// load costs two). Pinned where the array lives long; elsewhere the alignment of the moment: only speed hangs on it.
/// </summary>
internal static class AlignedArray
{
    /// <summary>Floats to ask for beyond those needed.</summary>
    public const int Slack = 15;

    private const int Line = 64;

    /// <summary>Zeros that stay where they are.</summary>
    public static Memory<float> Allocate(int length)
    {
        // Short arrays are not worth a place in the pinned heap.
        if (length == 0)
        {
            return default;
        }

        float[] array = GC.AllocateArray<float>(checked(length + Slack), pinned: true);
        return array.AsMemory(Offset(array), length);
    }

    /// <summary>Elements to skip so that the rest is aligned now.</summary>
    public static unsafe int Offset(float[] array)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        return (int)((Line - (address % Line)) % Line / sizeof(float));
    }
}
