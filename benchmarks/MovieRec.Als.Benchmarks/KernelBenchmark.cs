using System.Diagnostics;
using MovieRec.Numerics;

namespace MovieRec.Als.Benchmarks;

internal static class KernelBenchmark
{
    private const int Items = 4000;
    private const int History = 144;

    public static int Run(string[] args)
    {
        int[] sizes = args.Length > 0 ? [.. args[0].Split(',').Select(int.Parse)] : [32, 64, 128, 256, 512];
        Samples = args.Length > 1 ? int.Parse(args[1]) : 300;
        foreach (int d in sizes)
        {
            Measure(d);
        }

        return 0;
    }

    private static void Measure(int d)
    {
        FactorMatrix factors = new(Items, d);
        SeededRandom.Normal(1, 0, factors.Values);
        int stride = factors.Stride;
        int[] rows = new int[History];
        for (int k = 0; k < History; k++)
        {
            rows[k] = (int)(SeededRandom.Hash(7, (ulong)k) % Items);
        }

        float[] weights = new float[History];
        weights.AsSpan().Fill(1.5f);
        Memory<float> matrixMemory = AlignedArray.Allocate(stride * stride);
        float[] original = new float[stride * stride];
        float[] b = new float[stride];
        for (int i = 0; i < stride; i++)
        {
            original[(i * stride) + i] = 10;
        }

        Kernels.RankUpdateGathered(original, stride, factors.Values, stride, rows, default);
        int repeats = Math.Max(1, (int)(2e6 / ((double)History * d * d)));
        double peak = MachinePeak.MultiplyAdds();
        double update = Best(repeats, () => Chunks(matrixMemory.Span, stride, factors, rows, default));
        double cold = Cold(d, matrixMemory);
        double weighted = Best(repeats, () => Chunks(matrixMemory.Span, stride, factors, rows, weights));
        double copy = Best(repeats, () => original.CopyTo(matrixMemory.Span));
        double factor = Best(repeats, () =>
        {
            original.CopyTo(matrixMemory.Span);
            if (!Kernels.Cholesky(matrixMemory.Span, stride, d))
            {
                throw new InvalidOperationException();
            }
        });
        double solve = Best(repeats, () =>
        {
            b.AsSpan().Fill(1);
            Kernels.CholeskySolve(matrixMemory.Span, stride, d, b);
        });
        double flops = (double)History * d * (d + 1);
        Console.WriteLine(
            $"d={d,3} peak {peak / 1e9:F1} GF  update {flops / update / 1e9:F1} ({flops / update / peak:P1})  scattered over 138,000 rows ({flops / cold / peak:P1})  weighted ({flops / weighted / peak:P1})"
            + $"  copy {copy * 1e6:F2} us factor {(factor - copy) * 1e6:F2} us ({d * (double)d * d / 3 / (factor - copy) / peak:P1})  solve {solve * 1e6:F2} us");
    }

    /// <summary>Rows of a matrix far larger than the near caches, others at every call: what an item's solve meets.</summary>
    private static double Cold(int d, Memory<float> matrix)
    {
        FactorMatrix factors = new(138_000, d);
        factors.Values.Fill(0.01f);
        int[] rows = new int[History * 64];
        for (int k = 0; k < rows.Length; k++)
        {
            rows[k] = (int)(SeededRandom.Hash(9, (ulong)k) % (ulong)factors.Rows);
        }

        int call = 0;
        return Best(1, () =>
        {
            int first = call++ % 16 * History * 4;
            Kernels.RankUpdateGathered(matrix.Span, factors.Stride, factors.Values, factors.Stride, rows.AsSpan(first, History * 4), default);
        }) / 4;
    }

    private static void Chunks(Span<float> matrix, int stride, FactorMatrix factors, int[] rows, float[]? weights)
    {
        Kernels.RankUpdateGathered(matrix, stride, factors.Values, stride, rows, weights);
    }

    public static int Samples { get; set; } = 300;

    /// <summary>The fastest of many short samples: on a shared machine the only figure that means something.</summary>
    private static double Best(int repeats, Action action)
    {
        action();
        double best = double.MaxValue;
        for (int run = 0; run < Samples; run++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
            {
                action();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / repeats);
        }

        return best;
    }
}
