namespace MovieRec.Eval.Tests.FeedbackLogs;

/// <summary>A stream of uniform numbers for simulations: the same for the same seed and stream.</summary>
internal struct Draws(int seed, int stream)
{
    private ulong _position = (ulong)(uint)stream << 32;

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (SplitRows.Hash(seed, _position++) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … count − 1.</summary>
    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>An index by its cumulative probabilities.</summary>
    public int Pick(ReadOnlySpan<double> cumulative)
    {
        double u = Uniform();
        int index = 0;
        while (index < cumulative.Length - 1 && u >= cumulative[index])
        {
            index++;
        }

        return index;
    }
}
