using System.Globalization;
using System.Runtime.InteropServices;

namespace MovieRec.Ann.Benchmarks;

/// <summary>Trained ALS factors, kept in a cache folder because training them takes longer than measuring.</summary>
internal static class Factors
{
    public static BenchmarkSet InnerProduct(string name, string csv, int factors, int queries, string cache)
    {
        (float[] items, float[] users) = Train(csv, factors, cache);
        return new BenchmarkSet($"{name}, inner product, users", Similarity.InnerProduct, items, factors, Sample(users, factors, queries, out _), null);
    }

    public static BenchmarkSet Cosine(string name, string csv, int factors, int queries, string cache)
    {
        (float[] items, _) = Train(csv, factors, cache);
        float[] sample = Sample(items, factors, queries, out int[] selves);
        return new BenchmarkSet($"{name}, cosine, items", Similarity.Cosine, items, factors, sample, selves);
    }

    public static float[] Sample(float[] rows, int dimensions, int count, out int[] chosen)
    {
        int total = rows.Length / dimensions;
        count = Math.Min(count, total);
        chosen = new int[count];
        float[] result = new float[count * dimensions];
        for (int i = 0; i < count; i++)
        {
            chosen[i] = (int)((long)i * total / count);
            rows.AsSpan(chosen[i] * dimensions, dimensions).CopyTo(result.AsSpan(i * dimensions));
        }

        return result;
    }

    private static (float[] Items, float[] Users) Train(string csv, int factors, string cache)
    {
        Directory.CreateDirectory(cache);
        string stem = Path.Combine(cache, $"{Path.GetFileNameWithoutExtension(csv)}-{factors}");
        if (!File.Exists(stem + ".users"))
        {
            InteractionLogBuilder<long, long> builder = new(InteractionColumns.None);
            foreach (string line in File.ReadLines(csv).Skip(1))
            {
                int comma = line.IndexOf(',', StringComparison.Ordinal);
                int end = line.IndexOf(',', comma + 1);
                builder.Add(
                    long.Parse(line.AsSpan(0, comma), CultureInfo.InvariantCulture),
                    long.Parse(end < 0 ? line.AsSpan(comma + 1) : line.AsSpan(comma + 1, end - comma - 1), CultureInfo.InvariantCulture),
                    1,
                    0);
            }

            AlsOptions options = new() { Factors = factors, Iterations = 8, UnobservedWeight = 0.1, Regularization = 0.003 };
            Console.Error.WriteLine($"training {stem}");
            AlsModel model = new AlsTrainer(options).Fit(
                TrainingData.FromLog(builder.Build().Log, new InteractionOptions { PositiveThreshold = 0 }));
            Write(stem + ".items", model.ItemCount, factors, model.GetItemVector);
            Write(stem + ".users", model.UserCount, factors, model.GetUserVector);
        }

        return (Read(stem + ".items"), Read(stem + ".users"));
    }

    private delegate ReadOnlySpan<float> Rows(int index);

    private static void Write(string path, int count, int factors, Rows rows)
    {
        using FileStream stream = File.Create(path);
        for (int i = 0; i < count; i++)
        {
            stream.Write(MemoryMarshal.AsBytes(rows(i)[..factors]));
        }
    }

    private static float[] Read(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
