using System.Diagnostics;
using System.Globalization;
using MovieRec.Numerics;

namespace MovieRec.Als.Benchmarks;

/// <summary>
/// Normal equations and solves of one user with 144 liked items, beside the machine's own multiply-add peak. Every figure
/// is the fastest of many short samples: on a shared machine the only one that means something.
/// </summary>
internal static class KernelBenchmark
{
    private const int Items = 4000;
    private const int ManyRows = 138_000;
    private const int History = 144;

    public static int Run(string[] args)
    {
        int[] sizes = args.Length > 0
            ? [.. args[0].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))]
            : [32, 64, 128, 256, 512];
        int samples = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4000;
        Results results = new("als-kernels", "ALS kernels, one thread", $"kernels {string.Join(',', sizes)} {samples}");
        foreach (int d in sizes)
        {
            Measure(d, samples, results);
        }

        results.Write();
        return 0;
    }

    private static void Measure(int d, int samples, Results results)
    {
        FactorMatrix factors = new(Items, d);
        int stride = factors.Stride;
        for (int i = 0; i < Items; i++)
        {
            SeededRandom.Normal(1, (ulong)(i * d), factors.Row(i));
        }

        int[] rows = Rows(History, Items);
        float[] weights = new float[History];
        weights.AsSpan().Fill(1.5f);
        Memory<float> matrix = AlignedArray.Allocate(stride * stride);
        float[] original = new float[stride * stride];
        float[] b = new float[stride];
        for (int i = 0; i < stride; i++)
        {
            original[(i * stride) + i] = 10;
        }

        Kernels.RankUpdateGathered(original, stride, factors.Values, stride, rows, default);
        FactorMatrix many = new(ManyRows, d);
        many.Values.Fill(0.01f);
        int[] scattered = Rows(16 * 4 * History, ManyRows);
        int call = 0;

        double flops = (double)History * d * (d + 1);
        double peak = MachinePeak.MultiplyAdds();
        double update = Best(samples, () => Kernels.RankUpdateGathered(matrix.Span, stride, factors.Values, stride, rows, default));
        double weighted = Best(samples, () => Kernels.RankUpdateGathered(matrix.Span, stride, factors.Values, stride, rows, weights));
        double far = Best(samples, () => Kernels.RankUpdateGathered(
            matrix.Span, stride, many.Values, stride, scattered.AsSpan(call++ % 16 * 4 * History, 4 * History), default)) / 4;
        double target = Best(samples, () => Kernels.WeightedSumGathered(b, factors.Values, stride, rows, default, 1, 0));
        double copy = Best(samples, () => original.CopyTo(matrix.Span));
        double factor = Best(samples, () =>
        {
            original.CopyTo(matrix.Span);
            if (!Kernels.Cholesky(matrix.Span, stride, d))
            {
                throw new InvalidOperationException("The matrix is not positive definite.");
            }
        }) - copy;
        double solve = Best(samples, () =>
        {
            b.AsSpan().Fill(1);
            Kernels.CholeskySolve(matrix.Span, stride, d, b);
        });
        peak = Math.Max(peak, MachinePeak.MultiplyAdds());
        results.Add(
            ("d", d),
            ("peak GFLOP/s", peak / 1e9),
            ("update GFLOP/s (useful)", flops / update / 1e9),
            ("update/peak", flops / update / peak),
            ("with weights/peak", flops / weighted / peak),
            ("rows scattered over 138,000/peak", flops / far / peak),
            ("right-hand side µs", target * 1e6),
            ("factor µs", factor * 1e6),
            ("factor/peak", (double)d * d * d / 3 / factor / peak),
            ("solve µs", solve * 1e6),
            ("factor and solve µs", (factor + solve) * 1e6));
    }

    private static int[] Rows(int count, int below) =>
        [.. Enumerable.Range(0, count).Select(k => (int)(SeededRandom.Hash(7, (ulong)k) % (ulong)below))];

    private static double Best(int samples, Action action)
    {
        action();
        double best = double.MaxValue;
        for (int run = 0; run < samples; run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
