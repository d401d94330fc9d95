namespace MovieRec.Data;

/// <summary>Writes and reads one part: the entries of one run. An entry without metrics is a row with an empty metric name.</summary>
internal static class ExperimentPart
{
    private static readonly ExperimentMetric None = new("", double.NaN);

    public static void Write(Stream stream, IReadOnlyList<ExperimentEntry> entries)
    {
        (int Entry, ExperimentEntry Row, ExperimentMetric Metric)[] rows =
        [
            .. entries.SelectMany(static (e, i) => (e.Metrics.Count == 0 ? [None] : e.Metrics).Select(m => (i, e, m))),
        ];
        using ParquetSink sink = new(stream, ExperimentColumns.Fields);
        sink.BeginGroup();
        int column = 0;
        Put(r => r.Entry);
        Put(r => r.Row.Date.ToUnixTimeMilliseconds());
        Put(r => r.Row.Command);
        Put(r => r.Row.Variant);
        Put(r => r.Row.Params);
        Put(r => r.Row.Split);
        Put(r => r.Metric.Name);
        Put(r => r.Metric.Mean);
        Put(r => r.Metric.Low);
        Put(r => r.Metric.High);
        Put(r => r.Row.FitSeconds);
        Put(r => r.Row.LatencyP50);
        Put(r => r.Row.LatencyP95);
        Put(r => r.Row.LatencyP99);
        Put(r => r.Row.Outcome);
        Put(r => r.Row.DataFingerprint);
        Put(r => r.Row.Seed);
        Put(r => r.Row.Commit);
        Put(r => r.Row.Machine);
        sink.EndGroup();
        sink.Complete();

        void Put<T>(Func<(int Entry, ExperimentEntry Row, ExperimentMetric Metric), T> value) =>
            sink.Write(ExperimentColumns.Fields[column++], Array.ConvertAll(rows, r => value(r)), rows.Length);
    }

    public static IReadOnlyList<ExperimentEntry> Read(ParquetTable table)
    {
        List<ExperimentEntry> entries = [];
        for (int group = 0; group < table.GroupCount; group++)
        {
            int rows = table.GroupRows(group);
            int[] entry = Column<int>("entry");
            long[] date = Column<long>("date");
            string[] command = Column<string>("command");
            string[] variant = Column<string>("variant");
            string[] parameters = Column<string>("params");
            string[] split = Column<string>("split");
            string[] metric = Column<string>("metric");
            double[] mean = Column<double>("mean");
            double[] low = Column<double>("low");
            double[] high = Column<double>("high");
            double[] fit = Column<double>("fitSeconds");
            double[] p50 = Column<double>("latencyP50");
            double[] p95 = Column<double>("latencyP95");
            double[] p99 = Column<double>("latencyP99");
            string[] outcome = Column<string>("outcome");
            string[] data = Column<string>("dataFingerprint");
            int[] seed = Column<int>("seed");
            string[] commit = Column<string>("commit");
            string[] machine = Column<string>("machine");
            for (int start = 0, end; start < rows; start = end)
            {
                for (end = start + 1; end < rows && entry[end] == entry[start]; end++)
                {
                }

                int first = start;
                int last = end;
                entries.Add(new ExperimentEntry
                {
                    Date = DateTimeOffset.FromUnixTimeMilliseconds(date[first]),
                    Command = command[first],
                    Variant = variant[first],
                    Params = parameters[first],
                    Split = split[first],
                    Metrics = metric[first].Length == 0
                        ? []
                        : [.. Enumerable.Range(first, last - first).Select(i => new ExperimentMetric(metric[i], mean[i], low[i], high[i]))],
                    FitSeconds = fit[first],
                    LatencyP50 = p50[first],
                    LatencyP95 = p95[first],
                    LatencyP99 = p99[first],
                    Outcome = outcome[first],
                    DataFingerprint = data[first],
                    Seed = seed[first],
                    Commit = commit[first],
                    Machine = machine[first],
                });
            }

            T[] Column<T>(string name)
            {
                T[] values = new T[rows];
                table.Read(group, name, values);
                return values;
            }
        }

        return entries;
    }
}
