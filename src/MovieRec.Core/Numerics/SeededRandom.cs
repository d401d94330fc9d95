namespace MovieRec.Numerics;

/// <summary>
/// Numbers that depend only on a seed and a position, so that factors can be drawn in any order by any thread:
/// SplitMix64 (Steele, Lea, Flood 2014) as a hash, Box–Muller for the normal distribution.
/// </summary>
internal static class SeededRandom
{
    /// <summary>A 64-bit hash of seed and position.</summary>
    public static ulong Hash(ulong seed, ulong position)
    {
        ulong z = seed + ((position + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Standard normal numbers for positions start, start + 1, ….</summary>
    public static void Normal(ulong seed, ulong start, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            ulong position = start + (ulong)i;
            double radius = Uniform(Hash(seed, 2 * position));
            double angle = Uniform(Hash(seed, (2 * position) + 1));
            destination[i] = (float)(Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * angle));
        }
    }

    /// <summary>Uniform in (0, 1].</summary>
    private static double Uniform(ulong bits) => ((bits >> 11) + 1) * (1.0 / (1UL << 53));
}
