using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MovieRec.Numerics;

/// <summary>
/// A register of floats. Kernels are written once over this interface and specialised by the JIT (or by NativeAOT) for
/// each width; <see cref="Simd1"/> is the scalar twin: the same operations in the same order, one lane.
/// </summary>
internal interface ISimd<TSelf>
    where TSelf : struct, ISimd<TSelf>
{
    static abstract int Lanes { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Load(ref float source);

    static abstract TSelf Broadcast(float value);

    /// <summary>a · b + c, fused where the hardware fuses.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>c − a · b, fused where the hardware fuses.</summary>
    static abstract TSelf SubtractProduct(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Multiply(TSelf a, TSelf b);

    static abstract TSelf Subtract(TSelf a, TSelf b);

    static abstract float Sum(TSelf value);

    void Store(ref float destination);
}

internal readonly struct Simd1(float value) : ISimd<Simd1>
{
    private readonly float _value = value;

    public static int Lanes => 1;

    public static Simd1 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Load(ref float source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Broadcast(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 MultiplyAdd(Simd1 a, Simd1 b, Simd1 c) => new((a._value * b._value) + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 SubtractProduct(Simd1 a, Simd1 b, Simd1 c) => new(c._value - (a._value * b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Multiply(Simd1 a, Simd1 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Subtract(Simd1 a, Simd1 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd1 value) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => destination = _value;
}

internal readonly struct Simd4(Vector128<float> value) : ISimd<Simd4>
{
    private readonly Vector128<float> _value = value;

    public static int Lanes => 4;

    public static Simd4 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Load(ref float source) => new(Vector128.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 MultiplyAdd(Simd4 a, Simd4 b, Simd4 c) => new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 SubtractProduct(Simd4 a, Simd4 b, Simd4 c) => new(
        Fma.IsSupported ? Fma.MultiplyAddNegated(a._value, b._value, c._value)
        : Vector128.MultiplyAddEstimate(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Multiply(Simd4 a, Simd4 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Subtract(Simd4 a, Simd4 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd4 value) => Vector128.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => _value.StoreUnsafe(ref destination);
}

internal readonly struct Simd8(Vector256<float> value) : ISimd<Simd8>
{
    private readonly Vector256<float> _value = value;

    public static int Lanes => 8;

    public static Simd8 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Load(ref float source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 MultiplyAdd(Simd8 a, Simd8 b, Simd8 c) => new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 SubtractProduct(Simd8 a, Simd8 b, Simd8 c) => new(
        Fma.IsSupported ? Fma.MultiplyAddNegated(a._value, b._value, c._value)
        : Vector256.MultiplyAddEstimate(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Multiply(Simd8 a, Simd8 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Subtract(Simd8 a, Simd8 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd8 value) => Vector256.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => _value.StoreUnsafe(ref destination);
}

internal readonly struct Simd16(Vector512<float> value) : ISimd<Simd16>
{
    private readonly Vector512<float> _value = value;

    public static int Lanes => 16;

    public static Simd16 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Load(ref float source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 MultiplyAdd(Simd16 a, Simd16 b, Simd16 c) => new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 SubtractProduct(Simd16 a, Simd16 b, Simd16 c) => new(
        Avx512F.IsSupported ? Avx512F.FusedMultiplyAddNegated(a._value, b._value, c._value)
        : Vector512.MultiplyAddEstimate(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Multiply(Simd16 a, Simd16 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Subtract(Simd16 a, Simd16 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd16 value) => Vector512.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => _value.StoreUnsafe(ref destination);
}

/// <summary>
/// Eight lanes whatever the machine has, every product rounded before it is added, sums over lanes in one fixed order: the
/// same bits on every machine, at a price. A wider or narrower machine splits or emulates the register.
/// </summary>
internal readonly struct StrictSimd8(Vector256<float> value) : ISimd<StrictSimd8>
{
    private readonly Vector256<float> _value = value;

    public static int Lanes => 8;

    public static StrictSimd8 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StrictSimd8 Load(ref float source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StrictSimd8 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StrictSimd8 MultiplyAdd(StrictSimd8 a, StrictSimd8 b, StrictSimd8 c) => new((a._value * b._value) + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StrictSimd8 SubtractProduct(StrictSimd8 a, StrictSimd8 b, StrictSimd8 c) => new(c._value - (a._value * b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StrictSimd8 Multiply(StrictSimd8 a, StrictSimd8 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StrictSimd8 Subtract(StrictSimd8 a, StrictSimd8 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(StrictSimd8 value)
    {
        Vector128<float> four = value._value.GetLower() + value._value.GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination) => _value.StoreUnsafe(ref destination);
}
