using System.Runtime.CompilerServices;

namespace MovieRec.Numerics;

/// <summary>What one pair of registers adds to the score of a pair of vectors.</summary>
internal interface IPairTerm<T>
    where T : struct, ISimd<T>
{
    /// <summary>Factor of the finished sum: 1, or −1 for distances, so that higher is closer.</summary>
    static abstract float Sign { get; }

    static abstract T Add(T a, T b, T sum);
}

/// <summary>a · b.</summary>
internal readonly struct DotTerm<T> : IPairTerm<T>
    where T : struct, ISimd<T>
{
    public static float Sign => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b, T sum) => T.MultiplyAdd(a, b, sum);
}

/// <summary>(a − b)².</summary>
internal readonly struct DistanceTerm<T> : IPairTerm<T>
    where T : struct, ISimd<T>
{
    public static float Sign => -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b, T sum)
    {
        T difference = T.Subtract(a, b);
        return T.MultiplyAdd(difference, difference, sum);
    }
}
