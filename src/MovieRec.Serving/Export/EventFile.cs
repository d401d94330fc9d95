using System.IO.Hashing;
using MovieRec.Data;
using Parquet.Schema;

namespace MovieRec.Serving;

/// <summary>Writes and reads one exported part.</summary>
internal static class EventFile
{
    private const int GroupRows = 100_000;

    /// <summary>Writes and flushes a file.</summary>
    public static StoredFile Write<TItemId>(string path, IReadOnlyList<FeedbackRecord<TItemId>> records, CancellationToken cancellationToken)
        where TItemId : notnull
    {
        using SynchronousStream stream = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));
        if (StoredIds.IsText(IdMap<TItemId>.Kind))
        {
            WriteRows(stream, records, StoredIds.ToStored<TItemId, string>, cancellationToken);
        }
        else
        {
            WriteRows(stream, records, StoredIds.ToStored<TItemId, long>, cancellationToken);
        }

        stream.FlushToDisk();
        return new StoredFile(Path.GetFileName(path), stream.Position, stream.Checksum);
    }

    /// <summary>Verifies the checksum, then reads every row.</summary>
    /// <exception cref="InvalidDataException">The file is not the one that was written.</exception>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public static List<FeedbackRecord<TItemId>> Read<TItemId>(string folder, EventPart part, CancellationToken cancellationToken)
        where TItemId : notnull
    {
        string path = Path.Combine(folder, part.File.Name);
        FileStream file = File.OpenRead(path);
        try
        {
            XxHash128 hash = new();
            hash.Append(file);
            if (file.Length != part.File.Length || Convert.ToHexStringLower(hash.GetCurrentHash()) != part.File.Checksum)
            {
                throw new InvalidDataException($"'{path}' is not the part that was exported: its checksum differs.");
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        using ParquetTable table = ParquetTable.Open(new SynchronousStream(file), path, part.Rows, EventColumns.All(IdMap<TItemId>.Kind));
        return StoredIds.IsText(IdMap<TItemId>.Kind)
            ? ReadRows<TItemId, string>(table, path, cancellationToken)
            : ReadRows<TItemId, long>(table, path, cancellationToken);
    }

    private static void WriteRows<TItemId, TItem>(
        Stream stream, IReadOnlyList<FeedbackRecord<TItemId>> records, Func<TItemId, TItem> toStored, CancellationToken cancellationToken)
        where TItemId : notnull
        where TItem : notnull
    {
        IReadOnlyList<DataField> fields = EventColumns.All(IdMap<TItemId>.Kind);
        using ParquetSink sink = new(stream, fields);
        for (int start = 0; start < records.Count; start += GroupRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int from = start;
            int count = Math.Min(GroupRows, records.Count - start);
            sink.BeginGroup();
            Column(0, static r => r.Id.ToString("N"));
            Column(1, static r => r.Event.UserPseudonym);
            Column(2, r => toStored(r.Event.ItemId));
            Column(3, static r => r.Event.Position);
            Column(4, static r => r.Event.Variant);
            Column(5, static r => r.Event.PolicyVersion);
            Column(6, static r => r.Event.CandidateSetId);
            Column(7, static r => r.Event.Probability);
            Column(8, static r => r.Event.ModelVersion);
            Column(9, static r => r.Event.Time.ToUnixTimeMilliseconds());
            Column(10, static r => (int)r.Event.Kind);
            sink.EndGroup();

            void Column<T>(int field, Func<FeedbackRecord<TItemId>, T> of)
            {
                T[] values = new T[count];
                for (int i = 0; i < count; i++)
                {
                    values[i] = of(records[from + i]);
                }

                sink.Write(fields[field], values, count);
            }
        }

        sink.Complete();
    }

    private static List<FeedbackRecord<TItemId>> ReadRows<TItemId, TItem>(ParquetTable table, string path, CancellationToken cancellationToken)
        where TItemId : notnull
        where TItem : notnull
    {
        List<FeedbackRecord<TItemId>> records = [];
        for (int group = 0; group < table.GroupCount; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string[] ids = Column<string>("id");
            string[] users = Column<string>("user");
            TItem[] stored = Column<TItem>("item");
            int[] positions = Column<int>("position");
            string[] variants = Column<string>("variant");
            string[] policies = Column<string>("policy");
            string[] candidates = Column<string>("candidates");
            double[] probabilities = Column<double>("probability");
            string[] models = Column<string>("model");
            long[] times = Column<long>("time");
            int[] kinds = Column<int>("kind");
            TItemId[] items = StoredIds.TryToIds<TItem, TItemId>(stored, IdMap<TItemId>.Kind, out string reason)
                ?? throw new InvalidDataException($"'{path}': {reason}.");
            for (int i = 0; i < ids.Length; i++)
            {
                records.Add(new FeedbackRecord<TItemId>(Guid.ParseExact(ids[i], "N"), new FeedbackEvent<TItemId>
                {
                    UserPseudonym = users[i],
                    ItemId = items[i],
                    Position = positions[i],
                    Variant = variants[i],
                    PolicyVersion = policies[i],
                    CandidateSetId = candidates[i],
                    Probability = probabilities[i],
                    ModelVersion = models[i],
                    Time = DateTimeOffset.FromUnixTimeMilliseconds(times[i]),
                    Kind = (FeedbackKind)kinds[i],
                }));
            }

            T[] Column<T>(string name)
            {
                T[] values = new T[table.GroupRows(group)];
                table.Read(group, name, values);
                return values;
            }
        }

        return records;
    }
}
