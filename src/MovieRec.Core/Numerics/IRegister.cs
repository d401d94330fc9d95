using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MovieRec.Numerics;

/// <summary>
/// A register of floats or doubles, for kernels that exist in both precisions. <see cref="Register1{T}"/> is the
/// scalar twin: the same operations in the same order, one lane, multiply and add apart.
/// </summary>
internal interface IRegister<TSelf, T>
    where TSelf : struct, IRegister<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract int Lanes { get; }

    static abstract TSelf Load(ref T source);

    static abstract TSelf Broadcast(T value);

    /// <summary>a · b + c, fused where the hardware fuses.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    void Store(ref T destination);
}

internal readonly struct Register1<T>(T value) : IRegister<Register1<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static int Lanes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register1<T> Load(ref T source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register1<T> Broadcast(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register1<T> MultiplyAdd(Register1<T> a, Register1<T> b, Register1<T> c) => new((a._value * b._value) + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => destination = _value;
}

internal readonly struct Register128<T>(Vector128<T> value) : IRegister<Register128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _value = value;

    public static int Lanes => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Load(ref T source) => new(Vector128.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> MultiplyAdd(Register128<T> a, Register128<T> b, Register128<T> c) => typeof(T) == typeof(double)
        ? new(Vector128.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>())
        : new(Vector128.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => _value.StoreUnsafe(ref destination);
}

internal readonly struct Register256<T>(Vector256<T> value) : IRegister<Register256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value = value;

    public static int Lanes => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Load(ref T source) => new(Vector256.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> MultiplyAdd(Register256<T> a, Register256<T> b, Register256<T> c) => typeof(T) == typeof(double)
        ? new(Vector256.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>())
        : new(Vector256.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => _value.StoreUnsafe(ref destination);
}

internal readonly struct Register512<T>(Vector512<T> value) : IRegister<Register512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    public static int Lanes => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Load(ref T source) => new(Vector512.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> MultiplyAdd(Register512<T> a, Register512<T> b, Register512<T> c) => typeof(T) == typeof(double)
        ? new(Vector512.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>())
        : new(Vector512.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => _value.StoreUnsafe(ref destination);
}
