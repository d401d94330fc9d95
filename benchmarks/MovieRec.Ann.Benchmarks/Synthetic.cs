using MovieRec.Numerics;

namespace MovieRec.Ann.Benchmarks;

/// <summary>Vectors that no model made.</summary>
internal static class Synthetic
{
    /// <summary>Normal clouds around centres; queries are fresh points of the same clouds.</summary>
    public static BenchmarkSet Clustered(int count, int dimensions, int clusters, int queries)
    {
        ClusteredModel source = new(count, dimensions, clusters);
        return new BenchmarkSet(
            FormattableString.Invariant($"clustered {count:N0} × {dimensions}, cosine"),
            Similarity.Cosine,
            source.Rows(0, count),
            dimensions,
            source.Rows(count, queries),
            null);
    }

    /// <summary>No structure at all: the worst case.</summary>
    public static BenchmarkSet Gaussian(int count, int dimensions, int queries)
    {
        float[] all = new float[(count + queries) * dimensions];
        SeededRandom.Normal(11, 0, all);
        return new BenchmarkSet(
            FormattableString.Invariant($"isotropic Gaussian {count:N0} × {dimensions}, cosine"),
            Similarity.Cosine,
            all[..(count * dimensions)],
            dimensions,
            all[(count * dimensions)..],
            null);
    }

    /// <summary>Few dimensions and rounded values: many equal distances.</summary>
    public static BenchmarkSet Ties(int count, int queries)
    {
        const int Dimensions = 4;
        float[] all = new float[(count + queries) * Dimensions];
        SeededRandom.Normal(12, 0, all);
        foreach (ref float value in all.AsSpan())
        {
            value = MathF.Round(value * 4) / 4;
        }

        return new BenchmarkSet(
            FormattableString.Invariant($"low-dimensional with ties {count:N0} × {Dimensions}, distance"),
            Similarity.NegativeSquaredL2,
            all[..(count * Dimensions)],
            Dimensions,
            all[(count * Dimensions)..],
            null);
    }

    /// <summary>Genres and tags of the films of a MovieLens folder, weighted by rarity, projected at random to 64 dimensions.</summary>
    public static BenchmarkSet Content(string folder, int queries)
    {
        const int Dimensions = 64;
        Dictionary<string, HashSet<string>> terms = [];
        foreach (string line in File.ReadLines(Path.Combine(folder, "movies.csv")).Skip(1))
        {
            int first = line.IndexOf(',', StringComparison.Ordinal);
            int last = line.LastIndexOf(',');
            terms[line[..first]] = [.. line[(last + 1)..].Trim().Split('|'), .. line[(first + 1)..last].Trim('"').ToUpperInvariant().Split(' ')];
        }

        foreach (string line in File.ReadLines(Path.Combine(folder, "tags.csv")).Skip(1))
        {
            string[] fields = line.Split(',');
            if (fields.Length >= 4 && terms.TryGetValue(fields[1], out HashSet<string>? own))
            {
                own.Add(fields[2].ToUpperInvariant());
            }
        }

        Dictionary<string, int> frequency = [];
        foreach (string term in terms.Values.SelectMany(static t => t))
        {
            frequency[term] = frequency.GetValueOrDefault(term) + 1;
        }

        string[] vocabulary = [.. frequency.Keys.Order(StringComparer.Ordinal)];
        Dictionary<string, int> number = vocabulary.Select(static (t, i) => (t, i)).ToDictionary(static p => p.t, static p => p.i);
        float[] projection = new float[vocabulary.Length * Dimensions];
        SeededRandom.Normal(13, 0, projection);
        float[] rows = new float[terms.Count * Dimensions];
        int row = 0;
        foreach (HashSet<string> own in terms.OrderBy(static t => int.Parse(t.Key, System.Globalization.CultureInfo.InvariantCulture)).Select(static t => t.Value))
        {
            foreach (string term in own.Order(StringComparer.Ordinal))
            {
                float weight = MathF.Log((float)terms.Count / frequency[term]);
                for (int j = 0; j < Dimensions; j++)
                {
                    rows[(row * Dimensions) + j] += weight * projection[(number[term] * Dimensions) + j];
                }
            }

            row++;
        }

        float[] sample = Factors.Sample(rows, Dimensions, queries, out int[] selves);
        return new BenchmarkSet(
            FormattableString.Invariant($"content {terms.Count:N0} × {Dimensions}, cosine, items"), Similarity.Cosine, rows, Dimensions, sample, selves);
    }
}
