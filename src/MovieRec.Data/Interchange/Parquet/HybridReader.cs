namespace MovieRec.Data;

/// <summary>
/// Parquet's mixture of run-length and bit-packed integers: levels and dictionary indices. A header with its lowest bit
/// set announces groups of eight packed values, otherwise a run of one value.
/// </summary>
internal static class HybridReader
{
    /// <summary>Fills <paramref name="destination"/>.</summary>
    /// <returns>False when the bytes hold fewer values or are not valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, int bitWidth, Span<int> destination)
    {
        if (bitWidth is < 0 or > 32)
        {
            return false;
        }

        while (!destination.IsEmpty)
        {
            if (!TryReadVarint(ref source, out uint header))
            {
                return false;
            }

            bool filled = (header & 1) == 0
                ? TryReadRun(ref source, (int)(header >> 1), bitWidth, ref destination)
                : TryReadPacked(ref source, (int)(header >> 1), bitWidth, ref destination);
            if (!filled)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Unpacks values of <paramref name="bitWidth"/> bits, lowest bits first.</summary>
    public static void Unpack(ReadOnlySpan<byte> source, int bitWidth, Span<int> destination)
    {
        ulong buffer = 0;
        int bits = 0;
        int next = 0;
        ulong mask = (1UL << bitWidth) - 1;
        for (int i = 0; i < destination.Length; i++)
        {
            while (bits < bitWidth)
            {
                buffer |= (ulong)source[next++] << bits;
                bits += 8;
            }

            destination[i] = (int)(buffer & mask);
            buffer >>= bitWidth;
            bits -= bitWidth;
        }
    }

    public static bool TryReadVarint(ref ReadOnlySpan<byte> source, out uint value)
    {
        value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (source.IsEmpty)
            {
                return false;
            }

            byte part = source[0];
            source = source[1..];
            value |= (uint)(part & 127) << shift;
            if (part < 128)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadRun(ref ReadOnlySpan<byte> source, int length, int bitWidth, ref Span<int> destination)
    {
        int bytes = (bitWidth + 7) / 8;
        if (length == 0 || source.Length < bytes)
        {
            return false;
        }

        uint value = 0;
        for (int i = 0; i < bytes; i++)
        {
            value |= (uint)source[i] << (8 * i);
        }

        source = source[bytes..];
        int take = Math.Min(length, destination.Length);
        destination[..take].Fill((int)value);
        destination = destination[take..];
        return true;
    }

    private static bool TryReadPacked(ref ReadOnlySpan<byte> source, int groups, int bitWidth, ref Span<int> destination)
    {
        // The last group may be cut short by the writer: only the bytes of values that count must be there.
        int take = (int)Math.Min((long)groups * 8, destination.Length);
        long needed = (((long)take * bitWidth) + 7) / 8;
        if (take == 0 || source.Length < needed)
        {
            return false;
        }

        Unpack(source, bitWidth, destination[..take]);
        destination = destination[take..];
        source = source[(int)Math.Min((long)groups * bitWidth, source.Length)..];
        return true;
    }
}
