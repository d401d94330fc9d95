namespace MovieRec.ScreeningRoom;

/// <summary>
/// A stream of random numbers that is the same on every machine: SplitMix64 (Steele, Lea, Flood 2014), and from it only
/// sums and products. Each viewer has a stream of their own, so adding a viewer changes no other.
/// </summary>
internal sealed class RandomStream(ulong seed, ulong stream)
{
    private ulong _state = Mix(seed + (stream * 0xD1B54A32D192ED03));

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>Mean 0, variance 1, nearly normal: the sum of twelve uniform numbers less six, so without logarithm or cosine.</summary>
    public double NextNormal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += NextUniform();
        }

        return sum;
    }

    /// <summary>An index drawn in proportion to its weight, or −1 when every weight is 0.</summary>
    public int NextIndex(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        double left = NextUniform() * total;
        int last = -1;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                last = i;
                left -= weights[i];
                if (left < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);
}
