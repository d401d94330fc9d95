using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MovieRec.Numerics;

/// <summary>
/// C += L · R over one <see cref="Block"/> × <see cref="Block"/> block of C and <see cref="Block"/> steps: register tiles of
/// six rows × two registers, twelve accumulators that stay in registers. L is row-major; R is packed in strips of two
/// registers (<see cref="Pack"/>), so that every load is contiguous.
/// </summary>
internal static class TileProduct
{
    /// <summary>Order of a block: a multiple of six rows and of two 512-bit registers of floats or doubles.</summary>
    public const int Block = 96;

    private const int TileRows = 6;

    /// <summary>Length of one packed strip row: two registers.</summary>
    public static int StripWidth<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 2 * SimdSupport.Best switch
        {
            SimdWidth.Vector512 => Register512<T>.Lanes,
            SimdWidth.Vector256 => Register256<T>.Lanes,
            SimdWidth.Vector128 => Register128<T>.Lanes,
            _ => Register1<T>.Lanes,
        };

    /// <summary>Packs a row-major block of R into strips.</summary>
    public static void Pack<T>(ReadOnlySpan<T> source, int stride, Span<T> strips)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = StripWidth<T>();
        for (int strip = 0; strip < Block / width; strip++)
        {
            for (int k = 0; k < Block; k++)
            {
                source.Slice((k * stride) + (strip * width), width).CopyTo(strips[(((strip * Block) + k) * width)..]);
            }
        }
    }

    /// <summary>Adds the product of one block.</summary>
    /// <param name="target">C, row-major.</param>
    /// <param name="targetStride">Row length of C.</param>
    /// <param name="left">L, row-major, Block × Block.</param>
    /// <param name="strips">R as packed by <see cref="Pack"/>.</param>
    public static void Add<T>(Span<T> target, int targetStride, ReadOnlySpan<T> left, ReadOnlySpan<T> strips)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (SimdSupport.Best)
        {
            case SimdWidth.Vector512: Run<Register512<T>, T>(target, targetStride, left, strips); break;
            case SimdWidth.Vector256: Run<Register256<T>, T>(target, targetStride, left, strips); break;
            case SimdWidth.Vector128: Run<Register128<T>, T>(target, targetStride, left, strips); break;
            default: Run<Register1<T>, T>(target, targetStride, left, strips); break;
        }
    }

    private static void Run<TRegister, T>(Span<T> target, int targetStride, ReadOnlySpan<T> left, ReadOnlySpan<T> strips)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target.Length < ((Block - 1) * targetStride) + Block || left.Length < Block * Block || strips.Length < Block * Block)
        {
            throw new ArgumentException($"Blocks of {target.Length}, {left.Length} and {strips.Length} numbers are too short for order {Block}.");
        }

        int width = 2 * TRegister.Lanes;
        ref T c = ref MemoryMarshal.GetReference(target);
        ref T l = ref MemoryMarshal.GetReference(left);
        ref T r = ref MemoryMarshal.GetReference(strips);
        for (int strip = 0; strip < Block / width; strip++)
        {
            ref T packed = ref Unsafe.Add(ref r, strip * Block * width);
            for (int row = 0; row < Block; row += TileRows)
            {
                Tile<TRegister, T>(
                    ref Unsafe.Add(ref c, (row * targetStride) + (strip * width)), targetStride, ref Unsafe.Add(ref l, row * Block), ref packed);
            }
        }
    }

    private static void Tile<TRegister, T>(ref T c, int stride, ref T left, ref T packed)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = TRegister.Lanes;
        ref T c1 = ref Unsafe.Add(ref c, stride);
        ref T c2 = ref Unsafe.Add(ref c1, stride);
        ref T c3 = ref Unsafe.Add(ref c2, stride);
        ref T c4 = ref Unsafe.Add(ref c3, stride);
        ref T c5 = ref Unsafe.Add(ref c4, stride);
        TRegister s00 = TRegister.Load(ref c), s01 = TRegister.Load(ref Unsafe.Add(ref c, lanes));
        TRegister s10 = TRegister.Load(ref c1), s11 = TRegister.Load(ref Unsafe.Add(ref c1, lanes));
        TRegister s20 = TRegister.Load(ref c2), s21 = TRegister.Load(ref Unsafe.Add(ref c2, lanes));
        TRegister s30 = TRegister.Load(ref c3), s31 = TRegister.Load(ref Unsafe.Add(ref c3, lanes));
        TRegister s40 = TRegister.Load(ref c4), s41 = TRegister.Load(ref Unsafe.Add(ref c4, lanes));
        TRegister s50 = TRegister.Load(ref c5), s51 = TRegister.Load(ref Unsafe.Add(ref c5, lanes));
        for (int k = 0; k < Block; k++)
        {
            TRegister r0 = TRegister.Load(ref packed);
            TRegister r1 = TRegister.Load(ref Unsafe.Add(ref packed, lanes));
            TRegister x = TRegister.Broadcast(left);
            s00 = TRegister.MultiplyAdd(x, r0, s00);
            s01 = TRegister.MultiplyAdd(x, r1, s01);
            x = TRegister.Broadcast(Unsafe.Add(ref left, Block));
            s10 = TRegister.MultiplyAdd(x, r0, s10);
            s11 = TRegister.MultiplyAdd(x, r1, s11);
            x = TRegister.Broadcast(Unsafe.Add(ref left, 2 * Block));
            s20 = TRegister.MultiplyAdd(x, r0, s20);
            s21 = TRegister.MultiplyAdd(x, r1, s21);
            x = TRegister.Broadcast(Unsafe.Add(ref left, 3 * Block));
            s30 = TRegister.MultiplyAdd(x, r0, s30);
            s31 = TRegister.MultiplyAdd(x, r1, s31);
            x = TRegister.Broadcast(Unsafe.Add(ref left, 4 * Block));
            s40 = TRegister.MultiplyAdd(x, r0, s40);
            s41 = TRegister.MultiplyAdd(x, r1, s41);
            x = TRegister.Broadcast(Unsafe.Add(ref left, 5 * Block));
            s50 = TRegister.MultiplyAdd(x, r0, s50);
            s51 = TRegister.MultiplyAdd(x, r1, s51);
            left = ref Unsafe.Add(ref left, 1);
            packed = ref Unsafe.Add(ref packed, 2 * lanes);
        }

        s00.Store(ref c);
        s01.Store(ref Unsafe.Add(ref c, lanes));
        s10.Store(ref c1);
        s11.Store(ref Unsafe.Add(ref c1, lanes));
        s20.Store(ref c2);
        s21.Store(ref Unsafe.Add(ref c2, lanes));
        s30.Store(ref c3);
        s31.Store(ref Unsafe.Add(ref c3, lanes));
        s40.Store(ref c4);
        s41.Store(ref Unsafe.Add(ref c4, lanes));
        s50.Store(ref c5);
        s51.Store(ref Unsafe.Add(ref c5, lanes));
    }
}
