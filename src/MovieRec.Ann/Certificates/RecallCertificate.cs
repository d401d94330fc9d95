namespace MovieRec.Ann;

/// <summary>
/// Recall of an index against the exact answer, with the queries it was measured on, so that it can be measured again.
/// </summary>
/// <remarks>
/// Recall@k of a query: the share of the exact top k that was found, where an item at least as good as the k-th exact one
/// counts whatever its index (ties are right answers), 0.001 % of rounding allowed.
/// </remarks>
public sealed class RecallCertificate
{
    private const string SectionName = "certificate";

    internal RecallCertificate(HeldOutQueries queries, int cutoff, int effort, double recall, double standardError)
    {
        Queries = queries;
        Cutoff = cutoff;
        Effort = effort;
        Recall = recall;
        StandardError = standardError;
    }

    /// <summary>What was asked.</summary>
    public HeldOutQueries Queries { get; }

    /// <summary>The k of recall@k.</summary>
    public int Cutoff { get; }

    /// <summary>The effort of the searches.</summary>
    public int Effort { get; }

    /// <summary>Mean over the queries, 0 … 1.</summary>
    public double Recall { get; }

    /// <summary>Standard error of the mean.</summary>
    public double StandardError { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"recall@{Cutoff} {Recall:F4} ± {1.96 * StandardError:F4} ({Queries.Count} {Queries.Kind}, effort {Effort})");

    /// <summary>The score of the last exact answer of each query; NaN where there is no answer.</summary>
    internal static float[] Bars(VectorIndex index, HeldOutQueries queries, int cutoff, CancellationToken cancellationToken)
    {
        ScoredItem[] exact = new ScoredItem[cutoff];
        float[] bars = new float[queries.Count];
        for (int i = 0; i < bars.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int found = index.Search(
                queries.Query(i), exact, new SearchOptions { Exclude = queries.Self(i), Effort = VectorIndex.ExactEffort });
            bars[i] = found == 0 ? float.NaN : exact[found - 1].Score;
        }

        return bars;
    }

    internal static RecallCertificate Measure(
        VectorIndex index, HeldOutQueries queries, int cutoff, int effort, float[] bars, CancellationToken cancellationToken)
    {
        ScoredItem[] found = new ScoredItem[cutoff];
        double sum = 0, squares = 0;
        int measured = 0;
        for (int i = 0; i < queries.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (float.IsNaN(bars[i]))
            {
                continue;
            }

            int? self = queries.Self(i);
            int wanted = Math.Min(cutoff, index.Count - (self is null ? 0 : 1));
            int count = index.Search(queries.Query(i), found, new SearchOptions { Exclude = self, Effort = effort });
            double recall = (double)Hits(bars[i], found.AsSpan(0, count)) / wanted;
            sum += recall;
            squares += recall * recall;
            measured++;
        }

        double mean = measured == 0 ? 1 : sum / measured;
        double variance = measured < 2 ? 0 : Math.Max(0, (squares - (measured * mean * mean)) / (measured - 1));
        return new RecallCertificate(queries, cutoff, effort, mean, Math.Sqrt(variance / Math.Max(1, measured)));
    }

    internal static int Hits(float bar, ReadOnlySpan<ScoredItem> found)
    {
        bar -= 1e-5f * Math.Abs(bar);
        int hits = 0;
        foreach (ScoredItem item in found)
        {
            hits += item.Score >= bar ? 1 : 0;
        }

        return hits;
    }

    internal void Write(ModelSectionWriter sections) => sections.Add(SectionName, w =>
    {
        w.WriteString(Queries.Kind);
        w.WriteInt32(Cutoff);
        w.WriteInt32(Effort);
        w.WriteDouble(Recall);
        w.WriteDouble(StandardError);
        w.WriteInt32(Queries.Rows.Length);
        w.WriteInt32(Queries.Selves.Length);
        w.Write(Queries.Rows);
        w.Write(Queries.Selves);
    });

    internal static RecallCertificate? Read(ModelSectionReader sections, IndexHead head)
    {
        if (!sections.Contains(SectionName))
        {
            return null;
        }

        using SectionReader reader = sections.Open(SectionName);
        string kind = reader.ReadString();
        int cutoff = reader.ReadInt32();
        int effort = reader.ReadInt32();
        double recall = reader.ReadDouble();
        double error = reader.ReadDouble();
        int values = reader.ReadInt32();
        int selfCount = reader.ReadInt32();
        if (cutoff is < 1 or > 1 << 20 || effort < 0 || !(recall is >= 0 and <= 1) || !(error >= 0 && double.IsFinite(error))
            || values < 0 || values % head.Dimensions != 0 || (selfCount != 0 && selfCount != values / head.Dimensions)
            || (4L * values) + (4L * selfCount) != reader.Remaining || kind.Length == 0)
        {
            throw sections.Error(SectionName, $"recall@{cutoff} {recall} ± {error} with effort {effort}, {values} values and {selfCount} items cannot be right.");
        }

        float[] rows = new float[values];
        int[] selves = new int[selfCount];
        reader.Read(rows);
        reader.Read(selves);
        reader.ExpectEnd();
        if (FiniteCheck.IndexOfNonFinite<float>(rows) >= 0 || Array.Exists(selves, s => (uint)s >= (uint)head.Count))
        {
            throw sections.Error(SectionName, "a query is not finite, or names an item that does not exist.");
        }

        return new RecallCertificate(new HeldOutQueries(kind, rows, selves, head.Dimensions), cutoff, effort, recall, error);
    }
}
