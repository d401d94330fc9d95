using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Movies × terms. Within a field a term weighs idf·tf·(k₁ + 1) / (tf + k₁·(1 − b + b·length/average)) (BM25, Robertson et
/// al. 1994); each field's part of a movie is scaled to the field's weight, so that a long plot does not drown a director.
/// </summary>
internal static class ContentFeatures
{
    private static readonly ContentField[] Fields = Enum.GetValues<ContentField>();

    /// <summary>Builds the matrix.</summary>
    /// <param name="catalog">Metadata.</param>
    /// <param name="options">Weights.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static SparseMatrix Build(MovieCatalog catalog, ContentOptions options, ParallelOptions parallel)
    {
        SparseMatrix?[] parts = new SparseMatrix?[Fields.Length];
        Parallel.For(0, Fields.Length, parallel, f =>
        {
            double weight = options.GetWeight(Fields[f]);
            parts[f] = weight == 0
                ? null
                : Weighted(ContentTerms.Collect(catalog, Fields[f], parallel.CancellationToken), Fields[f], weight, options);
        });
        return Join(catalog.Count, parts);
    }

    private static SparseMatrix Weighted(FieldTerms terms, ContentField field, double weight, ContentOptions options)
    {
        int movies = terms.Starts.Length - 1;
        double[] inverse = InverseFrequencies(terms, field, movies, options, out int[] number, out int kept);
        double average = AverageLength(terms, movies);
        int[] starts = new int[movies + 1];
        List<int> indices = new(terms.Terms.Length);
        List<float> values = new(terms.Terms.Length);
        for (int i = 0; i < movies; i++)
        {
            ReadOnlySpan<int> row = terms.Terms[terms.Starts[i]..terms.Starts[i + 1]];
            ReadOnlySpan<float> counts = terms.Counts[terms.Starts[i]..terms.Starts[i + 1]];
            double length = 0;
            foreach (float count in counts)
            {
                length += count;
            }

            double damping = options.TermSaturation * (1 - options.LengthNormalization + (options.LengthNormalization * length / average));
            double squares = 0;
            int first = values.Count;
            for (int e = 0; e < row.Length; e++)
            {
                if (number[row[e]] >= 0)
                {
                    double value = inverse[row[e]] * (field == ContentField.Year
                        ? counts[e]
                        : counts[e] * (options.TermSaturation + 1) / (counts[e] + damping));
                    indices.Add(number[row[e]]);
                    values.Add((float)value);
                    squares += value * value;
                }
            }

            for (int e = first; e < values.Count; e++)
            {
                values[e] *= (float)(weight / Math.Sqrt(squares));
            }

            starts[i + 1] = values.Count;
        }

        return new SparseMatrix(movies, kept, starts, [.. indices], [.. values]);
    }

    /// <summary>ln(1 + (N − n + ½) / (n + ½)) over the N movies that have the field; years and languages all weigh 1.</summary>
    private static double[] InverseFrequencies(
        FieldTerms terms, ContentField field, int movies, ContentOptions options, out int[] number, out int kept)
    {
        int present = 0;
        for (int i = 0; i < movies; i++)
        {
            present += terms.Starts[i + 1] > terms.Starts[i] ? 1 : 0;
        }

        double[] inverse = new double[terms.TermCount];
        number = new int[terms.TermCount];
        kept = 0;
        for (int t = 0; t < inverse.Length; t++)
        {
            int documents = terms.Documents[t];
            number[t] = documents >= options.MinimumDocumentFrequency ? kept++ : -1;
            inverse[t] = field is ContentField.Year or ContentField.Language
                ? 1
                : Math.Log(1 + ((present - documents + 0.5) / (documents + 0.5)));
        }

        return inverse;
    }

    private static double AverageLength(FieldTerms terms, int movies)
    {
        double sum = 0;
        foreach (float count in terms.Counts)
        {
            sum += count;
        }

        int present = 0;
        for (int i = 0; i < movies; i++)
        {
            present += terms.Starts[i + 1] > terms.Starts[i] ? 1 : 0;
        }

        return present > 0 ? sum / present : 1;
    }

    /// <summary>Puts the fields side by side.</summary>
    private static SparseMatrix Join(int movies, SparseMatrix?[] parts)
    {
        int entries = parts.Sum(static p => p?.Indices.Length ?? 0);
        int[] starts = new int[movies + 1];
        int[] indices = new int[entries];
        float[] values = new float[entries];
        int write = 0;
        for (int i = 0; i < movies; i++)
        {
            int offset = 0;
            foreach (SparseMatrix? part in parts)
            {
                if (part is null)
                {
                    continue;
                }

                for (int e = part.Starts[i]; e < part.Starts[i + 1]; e++)
                {
                    indices[write] = part.Indices[e] + offset;
                    values[write++] = part.Values[e];
                }

                offset += part.Columns;
            }

            starts[i + 1] = write;
        }

        return new SparseMatrix(movies, parts.Sum(static p => p?.Columns ?? 0), starts, indices, values);
    }
}
