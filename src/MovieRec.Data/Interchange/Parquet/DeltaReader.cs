namespace MovieRec.Data;

/// <summary>
/// Parquet's DELTA_BINARY_PACKED integers, 32 bits: blocks of differences, each less its block's smallest, packed in
/// miniblocks with a bit width of their own. What Spark writes for ids when version-2 pages are switched on.
/// </summary>
internal static class DeltaReader
{
    private const int MaximumBlock = 1 << 16;

    /// <summary>Fills <paramref name="destination"/>.</summary>
    /// <returns>False when the bytes hold another number of values or are not valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, Span<int> destination)
    {
        if (!HybridReader.TryReadVarint(ref source, out uint block)
            || !HybridReader.TryReadVarint(ref source, out uint miniblocks)
            || !HybridReader.TryReadVarint(ref source, out uint count)
            || !TryReadZigZag(ref source, out long value)
            || block is 0 or > MaximumBlock || miniblocks is 0 or > MaximumBlock
            || block % miniblocks != 0 || (block / miniblocks) % 8 != 0 || count != (uint)destination.Length)
        {
            return false;
        }

        if (destination.IsEmpty)
        {
            return true;
        }

        destination[0] = (int)value;
        int perMiniblock = (int)(block / miniblocks);
        int[] deltas = new int[perMiniblock];
        int written = 1;
        while (written < destination.Length)
        {
            if (!TryReadZigZag(ref source, out long smallest) || source.Length < miniblocks)
            {
                return false;
            }

            ReadOnlySpan<byte> widths = source[..(int)miniblocks];
            source = source[(int)miniblocks..];
            for (int m = 0; m < widths.Length && written < destination.Length; m++)
            {
                int take = Math.Min(perMiniblock, destination.Length - written);
                int width = widths[m];
                if (width > 32 || source.Length < ((long)take * width + 7) / 8)
                {
                    return false;
                }

                HybridReader.Unpack(source, width, deltas.AsSpan(0, take));
                for (int i = 0; i < take; i++)
                {
                    value += smallest + (uint)deltas[i];
                    destination[written++] = unchecked((int)value);
                }

                source = source[Math.Min(perMiniblock * width / 8, source.Length)..];
            }
        }

        return true;
    }

    private static bool TryReadZigZag(ref ReadOnlySpan<byte> source, out long value)
    {
        ulong raw = 0;
        for (int shift = 0; shift < 64 && !source.IsEmpty; shift += 7)
        {
            byte part = source[0];
            source = source[1..];
            raw |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                value = (long)(raw >> 1) ^ -(long)(raw & 1);
                return true;
            }
        }

        value = 0;
        return false;
    }
}
