using Parquet.Schema;

namespace MovieRec.Data;

/// <summary>The columns of a part of the experiment log: one row for each metric of each entry, so that any Parquet reader can query it.</summary>
internal static class ExperimentColumns
{
    public static IReadOnlyList<DataField> Fields { get; } =
    [
        Number<int>("entry"), Number<long>("date"), Text("command"), Text("variant"), Text("params"), Text("split"),
        Text("metric"), Number<double>("mean"), Number<double>("low"), Number<double>("high"),
        Number<double>("fitSeconds"), Number<double>("latencyP50"), Number<double>("latencyP95"), Number<double>("latencyP99"),
        Text("outcome"), Text("dataFingerprint"), Number<int>("seed"), Text("commit"), Text("machine"),
    ];

    private static DataField Text(string name) => new(name, typeof(string), isNullable: false);

    private static DataField Number<T>(string name) => new(name, typeof(T), isNullable: false);
}
