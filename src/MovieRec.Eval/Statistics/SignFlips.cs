namespace MovieRec.Eval;

/// <summary>
/// The sign-flip permutation test of paired differences (Fisher 1935): under the null hypothesis each difference could as well
/// have had the other sign.
/// </summary>
internal static class SignFlips
{
    /// <summary>(b + 1) / (m + 1), b of m random flips being at least as far from zero as the observed sum.</summary>
    public static double TwoSidedP(ReadOnlySpan<double> differences, int flips, int seed)
    {
        double observed = 0;
        double magnitude = 0;
        foreach (double difference in differences)
        {
            observed += difference;
            magnitude += Math.Abs(difference);
        }

        // Sums that are equal but for the order of additions are ties, and ties count.
        double threshold = Math.Abs(observed) - (1e-12 * magnitude);
        int atLeast = 0;
        ulong position = ulong.MaxValue / 2; // apart from the positions of the bootstrap
        for (int flip = 0; flip < flips; flip++)
        {
            double sum = 0;
            for (int start = 0; start < differences.Length; start += 64)
            {
                ulong signs = SplitRows.Hash(seed, position++);
                foreach (double difference in differences.Slice(start, Math.Min(64, differences.Length - start)))
                {
                    // The lowest bit becomes the sign bit: no branch for the processor to guess.
                    sum += BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(difference) ^ (signs << 63));
                    signs >>= 1;
                }
            }

            atLeast += Math.Abs(sum) >= threshold ? 1 : 0;
        }

        return (atLeast + 1.0) / (flips + 1.0);
    }
}
