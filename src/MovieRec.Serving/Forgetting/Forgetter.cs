using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MovieRec.Serving;

/// <summary>
/// Carries forgetting through every artefact. At start-up, before anything is served: rows of forgotten people leave the log, also
/// ones that a restored backup brought back. After a publication: older model versions, exports and backups are deleted or
/// written anew without them; only then is a tombstone marked as completed.
/// </summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class Forgetter<TItemId>
    where TItemId : notnull
{
    private readonly Tombstones _tombstones;
    private readonly FeedbackLog<TItemId> _log;
    private readonly ModelStore<string, TItemId>? _store;
    private readonly FeedbackExport<TItemId>? _export;
    private readonly ForgetterOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a forgetter and tells the log whom to refuse.</summary>
    /// <param name="tombstones">Who asked to be forgotten.</param>
    /// <param name="log">The log.</param>
    /// <param name="store">The models; null for none.</param>
    /// <param name="export">The exported events; null for none.</param>
    /// <param name="options">Further artefacts; null for none.</param>
    /// <param name="logger">Where it is told; null for nowhere.</param>
    public Forgetter(
        Tombstones tombstones,
        FeedbackLog<TItemId> log,
        ModelStore<string, TItemId>? store = null,
        FeedbackExport<TItemId>? export = null,
        ForgetterOptions? options = null,
        ILogger<Forgetter<TItemId>>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(tombstones);
        ArgumentNullException.ThrowIfNull(log);
        _tombstones = tombstones;
        _log = log;
        _store = store;
        _export = export;
        _options = options ?? new ForgetterOptions();
        _logger = logger ?? (ILogger)NullLogger.Instance;
        log.IsForgotten = tombstones.Contains;
    }

    /// <summary>Removes rows of forgotten people from the log. Call it at start-up, before serving.</summary>
    /// <returns>The number of pseudonyms whose rows were found and removed.</returns>
    /// <exception cref="FeedbackLogException">The log cannot be read or changed.</exception>
    public async Task<int> ApplyAsync()
    {
        if (_tombstones.Count == 0)
        {
            return 0;
        }

        string[] found = [.. _log.ReadUsers().Where(_tombstones.Contains)];
        if (found.Length > 0)
        {
            await _log.RemoveAsync(found).ConfigureAwait(false);
        }

        return found.Length;
    }

    /// <summary>
    /// Finishes forgetting, after a model without the pending people was published: the current version must be free of them.
    /// </summary>
    /// <param name="cancellationToken">Ends the work; it is done again from the start next time.</param>
    /// <exception cref="InvalidOperationException">The current model still knows a forgotten person.</exception>
    /// <exception cref="IOException">An artefact cannot be cleaned; people stay pending.</exception>
    public async Task<ForgetReport> CompleteAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> pending = _tombstones.Pending();
        if (pending.Count == 0)
        {
            return default;
        }

        CheckCurrent(cancellationToken);
        await ApplyAsync().ConfigureAwait(false);
        int models = _store?.KeepOnlyCurrent() ?? 0;
        long events = _export?.Remove(_tombstones.Contains, cancellationToken) ?? 0;
        if (_export is not null && _options.DataSetFolder.Length > 0)
        {
            _export.WriteDataSet(_options.DataSetFolder, null, null, cancellationToken);
        }

        int backups = 0;
        foreach (string backup in _options.BackupFolders.Where(Directory.Exists).SelectMany(static f => Directory.GetFiles(f, "*.db")))
        {
            cancellationToken.ThrowIfCancellationRequested();
            backups += Clean(backup) ? 1 : 0;
        }

        foreach (string folder in _options.DisposableFolders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        _tombstones.Complete(pending);
        ForgetReport report = new(pending.Count, models, events, backups);
        ServingLog.ForgettingCompleted(_logger, report.People, report.Models, report.Events, report.Backups);
        return report;
    }

    private void CheckCurrent(CancellationToken cancellationToken)
    {
        if (_store?.ReadCurrent() is not { } version)
        {
            return;
        }

        Recommender<string, TItemId> current = _store.Load(version, cancellationToken).Recommender;
        foreach (string user in current.Users.Ids)
        {
            if (_tombstones.Contains(user))
            {
                throw new InvalidOperationException($"Version {version} was trained with a person who asked to be forgotten; train and publish again first.");
            }
        }
    }

    private bool Clean(string path)
    {
        try
        {
            using SqliteConnection connection = FeedbackDatabase.OpenWriter(new FeedbackLogOptions { Path = path }, FeedbackColumns.TypeOf<TItemId>());
            string[] found = [.. FeedbackDatabase.Users(connection).Where(_tombstones.Contains)];
            foreach (string user in found)
            {
                FeedbackDatabase.Delete(connection, null, user);
            }

            FeedbackDatabase.Compact(connection);
            return found.Length > 0;
        }
        catch (SqliteException e)
        {
            throw new FeedbackLogException($"The backup '{path}' cannot be cleaned: {e.Message}", e);
        }
    }
}
