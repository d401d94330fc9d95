using System.Numerics;
using System.Numerics.Tensors;

namespace MovieRec;

/// <summary>Finds NaN and infinity in arrays that come from, or go to, a file.</summary>
internal static class FiniteCheck
{
    /// <summary>Index of the first value that is NaN or infinite; −1 when there is none.</summary>
    public static int IndexOfNonFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Block = 4096;
        for (int start = 0; start < values.Length; start += Block)
        {
            ReadOnlySpan<T> block = values.Slice(start, Math.Min(Block, values.Length - start));
            if (!TensorPrimitives.IsFiniteAll(block))
            {
                for (int i = 0; i < block.Length; i++)
                {
                    if (!T.IsFinite(block[i]))
                    {
                        return start + i;
                    }
                }
            }
        }

        return -1;
    }
}
