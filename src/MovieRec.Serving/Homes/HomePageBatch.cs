using System.Globalization;
using MovieRec.Data;
using Parquet.Schema;

namespace MovieRec.Serving;

/// <summary>
/// Home pages of everybody in the model as one Parquet file: a line for each item shown, by user, row and position. All from one
/// generation; written beside and renamed into place, so that a reader sees the old file or the new one.
/// </summary>
/// <remarks>
/// Columns: <c>user</c>, <c>row</c> (from 1), <c>kind</c>, <c>anchor</c> and <c>genre</c> (text, empty when the row has none), <c>position</c> (from
/// 1), <c>item</c>, <c>score</c>, <c>rung</c>, <c>model</c>.
/// </remarks>
public static class HomePageBatch
{
    private const int UsersInBlock = 1_000;

    /// <summary>Writes the pages of every user of the current generation. Users are spread over the cores; the file does not depend on how.</summary>
    /// <typeparam name="TUserId">User id of the model.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="host">Who answers.</param>
    /// <param name="builder">Builds the pages.</param>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="cancellationToken">Ends the work; the old file stays.</param>
    /// <returns>The number of users written.</returns>
    /// <exception cref="InvalidOperationException">No model was published.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one stays.</exception>
    public static int Write<TUserId, TItemId>(
        RecommenderHost<TUserId, TItemId> host, HomePageBuilder<TUserId, TItemId> builder, string path, CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        using GenerationLease<TUserId, TItemId> lease = host.Acquire();
        IdMap<TUserId> users = lease.Generation.Recommender.Users;
        try
        {
            using (SynchronousStream stream = new(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16)))
            {
                IReadOnlyList<DataField> fields = Fields(IdMap<TUserId>.Kind, IdMap<TItemId>.Kind);
                using ParquetSink sink = new(stream, fields);
                for (int start = 0; start < users.Count; start += UsersInBlock)
                {
                    int first = start;
                    HomePage<TItemId>[] pages = new HomePage<TItemId>[Math.Min(UsersInBlock, users.Count - start)];
                    Parallel.For(0, pages.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                        pages[i] = builder.Build(lease, RecommendationRequest<TUserId, TItemId>.ForUser(users[first + i])));
                    WriteGroup(sink, fields, users, first, pages);
                }

                sink.Complete();
                stream.FlushToDisk();
            }

            File.Move(temporary, target, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(target)!);
            return users.Count;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteGroup<TUserId, TItemId>(
        ParquetSink sink, IReadOnlyList<DataField> fields, IdMap<TUserId> users, int first, HomePage<TItemId>[] pages)
        where TUserId : notnull
        where TItemId : notnull
    {
        List<Line<TUserId, TItemId>> lines = [];
        for (int p = 0; p < pages.Length; p++)
        {
            for (int r = 0; r < pages[p].Rows.Count; r++)
            {
                HomeRow<TItemId> row = pages[p].Rows[r];
                for (int i = 0; i < row.Items.Count; i++)
                {
                    lines.Add(new Line<TUserId, TItemId>(users[first + p], r + 1, row, i + 1, row.Items[i], pages[p].ModelVersion));
                }
            }
        }

        if (lines.Count == 0)
        {
            return;
        }

        sink.BeginGroup();
        Ids(0, static l => l.User);
        Column(1, static l => l.Row);
        Column(2, static l => l.Rows.Kind.ToString());
        Column(3, static l => l.Rows.TryGetAnchor(out TItemId? anchor) ? Convert.ToString(anchor, CultureInfo.InvariantCulture)! : "");
        Column(4, static l => l.Rows.Genre);
        Column(5, static l => l.Position);
        Ids(6, static l => l.Item.ItemId);
        Column(7, static l => l.Item.Score);
        Column(8, static l => l.Rows.Rung.ToString());
        Column(9, static l => l.Model);
        sink.EndGroup();

        void Ids<TId>(int field, Func<Line<TUserId, TItemId>, TId> of)
            where TId : notnull
        {
            if (StoredIds.IsText(IdMap<TId>.Kind))
            {
                Column(field, l => StoredIds.ToStored<TId, string>(of(l)));
            }
            else
            {
                Column(field, l => StoredIds.ToStored<TId, long>(of(l)));
            }
        }

        void Column<T>(int field, Func<Line<TUserId, TItemId>, T> of)
        {
            T[] values = new T[lines.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = of(lines[i]);
            }

            sink.Write(fields[field], values, values.Length);
        }
    }

    private static IReadOnlyList<DataField> Fields(IdKind users, IdKind items) =>
    [
        Id("user", users), Number<int>("row"), Text("kind"), Text("anchor"), Text("genre"), Number<int>("position"), Id("item", items),
        Number<float>("score"), Text("rung"), Text("model"),
    ];

    private static DataField Id(string name, IdKind kind) => StoredIds.IsText(kind) ? Text(name) : Number<long>(name);

    private static DataField Text(string name) => new(name, typeof(string), isNullable: false);

    private static DataField Number<T>(string name) => new(name, typeof(T), isNullable: false);

    private readonly record struct Line<TUserId, TItemId>(TUserId User, int Row, HomeRow<TItemId> Rows, int Position, Recommendation<TItemId> Item, string Model)
        where TUserId : notnull
        where TItemId : notnull;
}
