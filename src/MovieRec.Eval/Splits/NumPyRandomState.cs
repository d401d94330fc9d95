using System.Numerics;

namespace MovieRec.Eval;

/// <summary>
/// The legacy random numbers of NumPy, <c>numpy.random.RandomState(seed)</c>, bit for bit, so that published splits can be made
/// again: the Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8(1), 1998), bounded numbers by masking and rejection,
/// Fisher-Yates from the end. NumPy keeps this stream frozen. Not thread-safe.
/// </summary>
public sealed class NumPyRandomState
{
    private const int Length = 624;
    private const int Shift = 397;
    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>Creates a generator, as <c>RandomState(seed)</c> or <c>numpy.random.seed(seed)</c> do.</summary>
    /// <param name="seed">The seed.</param>
    public NumPyRandomState(uint seed)
    {
        for (int i = 0; i < Length; i++)
        {
            _state[i] = seed;
            seed = (1812433253u * (seed ^ (seed >> 30))) + (uint)i + 1;
        }
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_next == Length)
        {
            Refresh();
        }

        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    /// <summary><c>permutation(count)</c>: the numbers 0 … count − 1 in random order.</summary>
    /// <param name="count">How many, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)Bounded((uint)i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>
    /// <c>choice(count, size, replace=False)</c>: different numbers of 0 … count − 1. It draws a whole permutation, whatever the size.
    /// </summary>
    /// <param name="count">How many there are, ≥ 1.</param>
    /// <param name="size">How many are wanted, 0 … count.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or the size outside 0 … count.</exception>
    public int[] Choice(int count, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, count);
        return Permutation(count)[..size];
    }

    /// <summary>Uniform in 0 … largest: bits under the smallest mask that covers it, drawn again while too large.</summary>
    private uint Bounded(uint largest)
    {
        uint mask = uint.MaxValue >> BitOperations.LeadingZeroCount(largest);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        }
        while (value > largest);

        return value;
    }

    private void Refresh()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (_state[i] & 0x80000000u) | (_state[(i + 1) % Length] & 0x7FFFFFFFu);
            _state[i] = _state[(i + Shift) % Length] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DFu);
        }

        _next = 0;
    }
}
