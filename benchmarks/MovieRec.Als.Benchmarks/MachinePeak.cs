using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MovieRec.Als.Benchmarks;

/// <summary>This machine's own ceilings, measured in the same process: multiply-adds in registers only, and memory reads.</summary>
internal static class MachinePeak
{
    /// <summary>Best of several runs, floating-point operations per second of one thread.</summary>
    public static double MultiplyAdds()
    {
        double best = 0;
        for (int run = 0; run < 200; run++)
        {
            const int Steps = 20_000;
            long start = Stopwatch.GetTimestamp();
            if (Vector512.IsHardwareAccelerated)
            {
                Loop512(Steps);
                best = Math.Max(best, 12.0 * 16 * 2 * Steps / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            else
            {
                Loop256(Steps);
                best = Math.Max(best, 12.0 * 8 * 2 * Steps / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return best;
    }

    /// <summary>Best of several runs, bytes per second that one thread reads from an array far larger than the caches.</summary>
    public static double ReadBandwidth()
    {
        float[] memory = new float[128 << 20];
        memory.AsSpan().Fill(1);
        double best = 0;
        for (int run = 0; run < 4; run++)
        {
            long start = Stopwatch.GetTimestamp();
            Sink = System.Numerics.Tensors.TensorPrimitives.Sum<float>(memory);
            best = Math.Max(best, memory.Length * 4.0 / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    public static float Sink { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Loop512(int steps)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(1e-3f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int s = 0; s < steps; s++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        Sink = Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Loop256(int steps)
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(1e-3f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int s = 0; s < steps; s++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        Sink = Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
