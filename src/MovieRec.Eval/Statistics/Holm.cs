namespace MovieRec.Eval;

/// <summary>Holm's correction (1979) for several comparisons at once.</summary>
public static class Holm
{
    /// <summary>Writes p values that may be compared with the level of the whole family.</summary>
    /// <param name="pValues">p values in [0, 1].</param>
    /// <param name="adjusted">Receives, for the i-th smallest of m, the largest of (m − j + 1)·p_j over j ≤ i, at most 1.</param>
    /// <exception cref="ArgumentException"><paramref name="adjusted"/> is too short, or a p value is outside [0, 1].</exception>
    public static void Adjust(ReadOnlySpan<double> pValues, Span<double> adjusted)
    {
        if (adjusted.Length < pValues.Length)
        {
            throw new ArgumentException($"The destination holds {adjusted.Length} values; {pValues.Length} are needed.", nameof(adjusted));
        }

        int[] order = new int[pValues.Length];
        for (int i = 0; i < order.Length; i++)
        {
            if (!(pValues[i] >= 0 && pValues[i] <= 1))
            {
                throw new ArgumentException($"p value {i} is {pValues[i]}; it must be in [0, 1].", nameof(pValues));
            }

            order[i] = i;
        }

        double[] keys = pValues.ToArray();
        Array.Sort(keys, order);
        double largest = 0;
        for (int i = 0; i < order.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - i) * keys[i]));
            adjusted[order[i]] = largest;
        }
    }
}
