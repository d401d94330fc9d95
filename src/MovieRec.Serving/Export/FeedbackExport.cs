using System.Globalization;
using System.Text.Json;
using MovieRec.Data;

namespace MovieRec.Serving;

/// <summary>
/// A folder of exported events: Parquet parts and a checked list of them. A part is written, flushed, read back and compared before it
/// enters the list; rows are removed from the log only when they are in the list, and not before they are old enough. A row that is
/// exported twice because of a crash is read once: its id says so.
/// </summary>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>Thread-safe within one process.</remarks>
public sealed class FeedbackExport<TItemId>
    where TItemId : notnull
{
    private const string ListFile = "PARTS";
    private const int PartRows = 1_000_000;
    private readonly string _folder;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new();

    /// <summary>Opens a folder; it is made when it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public FeedbackExport(string folder, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        _timeProvider = timeProvider ?? TimeProvider.System;
        Directory.CreateDirectory(_folder);
    }

    /// <summary>The folder.</summary>
    public string Folder => _folder;

    /// <summary>The parts, oldest first.</summary>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    public IReadOnlyList<EventPart> Parts()
    {
        string path = Path.Combine(_folder, ListFile);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(CheckedText.Read(path), StoreJson.Default.EventPartArray) ?? [];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not a list of parts: {e.Message}", e);
        }
    }

    /// <summary>Exports what is new in a log, then removes what was exported and is old enough.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cancellationToken">Ends the export between two parts.</param>
    /// <exception cref="IOException">A part cannot be written (disk full, …) or does not read back: its rows stay in the log.</exception>
    public async Task<ExportResult> ExportAsync(FeedbackLog<TItemId> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        long exported = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<FeedbackRecord<TItemId>> records = log.ReadUnexported(PartRows);
            if (records.Count == 0)
            {
                break;
            }

            AddPart(records, cancellationToken);
            await log.MarkExportedAsync(records).ConfigureAwait(false);
            exported += records.Count;
        }

        long removed = await log.RemoveExportedAsync(_timeProvider.GetUtcNow()).ConfigureAwait(false);
        return new ExportResult(exported, removed);
    }

    /// <summary>Every exported event, each once, by part.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A part is not what was exported.</exception>
    /// <exception cref="DataFormatException">A part is damaged.</exception>
    public IEnumerable<FeedbackRecord<TItemId>> ReadAll(CancellationToken cancellationToken = default)
    {
        HashSet<Guid> ids = [];
        foreach (EventPart part in Parts())
        {
            foreach (FeedbackRecord<TItemId> record in EventFile.Read<TItemId>(_folder, part, cancellationToken))
            {
                if (ids.Add(record.Id))
                {
                    yield return record;
                }
            }
        }
    }

    /// <summary>Writes saves and refusals as a data-set folder, the last word on each item for each person.</summary>
    /// <param name="path">The data-set folder to create or replace.</param>
    /// <param name="ratings">What an outcome is worth; null for the defaults.</param>
    /// <param name="info">Origin and terms; null for unknown.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The manifest as written.</returns>
    public DataSetManifest WriteDataSet(string path, FeedbackRatings? ratings = null, DataSetInfo? info = null, CancellationToken cancellationToken = default)
    {
        InteractionLogBuilder<string, TItemId> builder = new();
        FeedbackRows.Add(builder, ReadAll(cancellationToken), ratings ?? new FeedbackRatings(), null);
        (IdMap<string> users, IdMap<TItemId> items, InteractionLog log, _) = builder.Build(null, cancellationToken);
        return DataSetFolder.Write(path, new MovieDataSet<string, TItemId>(users, items, log, null, info), null, cancellationToken);
    }

    /// <summary>Writes every part anew without people for whom <paramref name="isForgotten"/> holds; parts without them are left alone.</summary>
    /// <param name="isForgotten">Told a pseudonym.</param>
    /// <param name="cancellationToken">Ends the work between two parts.</param>
    /// <returns>The number of events left out.</returns>
    public long Remove(Func<string, bool> isForgotten, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isForgotten);
        return Rewrite(r => isForgotten(r.Event.UserPseudonym) ? null : r, cancellationToken);
    }

    /// <summary>Gives people their pseudonyms under another key.</summary>
    /// <param name="pseudonyms">New pseudonyms by old ones; others stay.</param>
    /// <param name="cancellationToken">Ends the work between two parts.</param>
    /// <returns>The number of events changed.</returns>
    public long Rename(IReadOnlyDictionary<string, string> pseudonyms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        return Rewrite(
            r => pseudonyms.TryGetValue(r.Event.UserPseudonym, out string? now) ? r with { Event = r.Event with { UserPseudonym = now } } : r,
            cancellationToken);
    }

    private long Rewrite(Func<FeedbackRecord<TItemId>, FeedbackRecord<TItemId>?> change, CancellationToken cancellationToken)
    {
        long changed = 0;
        lock (_lock)
        {
            List<EventPart> parts = [];
            foreach (EventPart part in Parts())
            {
                List<FeedbackRecord<TItemId>> records = EventFile.Read<TItemId>(_folder, part, cancellationToken);
                List<FeedbackRecord<TItemId>> kept = [];
                int same = 0;
                foreach (FeedbackRecord<TItemId> record in records)
                {
                    FeedbackRecord<TItemId>? now = change(record);
                    same += ReferenceEquals(now, record) ? 1 : 0;
                    if (now is not null)
                    {
                        kept.Add(now);
                    }
                }

                changed += records.Count - same;
                if (same == records.Count)
                {
                    parts.Add(part);
                }
                else if (kept.Count > 0)
                {
                    parts.Add(WritePart(kept, cancellationToken));
                }
            }

            ReplaceList(parts);
            RemoveUnlisted(parts, strict: true);
        }

        return changed;
    }

    private void AddPart(IReadOnlyList<FeedbackRecord<TItemId>> records, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            IReadOnlyList<EventPart> parts = Parts();
            RemoveUnlisted(parts);
            ReplaceList([.. parts, WritePart(records, cancellationToken)]);
        }
    }

    private EventPart WritePart(IReadOnlyList<FeedbackRecord<TItemId>> records, CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"events-{_timeProvider.GetUtcNow():yyyyMMddHHmmss}-{Guid.NewGuid():N}.parquet");
        string path = Path.Combine(_folder, name);
        try
        {
            EventPart part = new(EventFile.Write(path, records, cancellationToken), records.Count);
            if (!EventFile.Read<TItemId>(_folder, part, cancellationToken).SequenceEqual(records))
            {
                throw new IOException($"'{path}' does not read back as it was written.");
            }

            DirectorySync.Flush(_folder);
            return part;
        }
        catch (Exception e) when (e is not SimulatedKillException)
        {
            TryDelete(path);
            throw;
        }
    }

    private void ReplaceList(IReadOnlyList<EventPart> parts) =>
        CheckedText.Replace(Path.Combine(_folder, ListFile), JsonSerializer.Serialize([.. parts], StoreJson.Default.EventPartArray));

    private void RemoveUnlisted(IReadOnlyList<EventPart> parts, bool strict = false)
    {
        HashSet<string> listed = [.. parts.Select(static p => p.File.Name)];
        foreach (string path in Directory.GetFiles(_folder, "events-*.parquet"))
        {
            if (listed.Contains(Path.GetFileName(path)))
            {
                continue;
            }

            if (strict)
            {
                // Whoever removes people must know that their old parts are gone.
                File.Delete(path);
            }
            else
            {
                TryDelete(path);
            }
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in no list: the next export tries again.
        }
    }
}
