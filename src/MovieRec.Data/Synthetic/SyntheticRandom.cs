namespace MovieRec.Data;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014) as a stream of its own for each user or movie, so that what a user does depends
/// on the seed and the user alone.
/// </summary>
internal struct SyntheticRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">The seed of the data set.</param>
    /// <param name="purpose">What the stream is for; streams of different purposes are unrelated.</param>
    /// <param name="number">The user or movie.</param>
    public SyntheticRandom(int seed, int purpose, int number)
    {
        _state = ((ulong)(uint)seed << 32) | (uint)purpose;
        _state = Next64() + (ulong)(uint)number;
        _state = Next64();
    }

    public ulong Next64()
    {
        ulong z = _state += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in 0 … bound − 1.</summary>
    public int NextInt(int bound) => (int)(((Next64() >> 32) * (ulong)bound) >> 32);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (Next64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Nearly normal, mean 0, deviation 1, within ±3.46: the sum of four 16-bit numbers.</summary>
    public float NextNormal()
    {
        ulong bits = Next64();
        int sum = (int)(ushort)bits + (ushort)(bits >> 16) + (ushort)(bits >> 32) + (ushort)(bits >> 48);
        return (sum - 131070) * 2.642948e-5f;
    }
}
