namespace MovieRec.Data;

/// <summary>
/// Data sets as folders: <c>interactions.parquet</c>, <c>movies.parquet</c> and the manifest <c>dataset.json</c>, which
/// holds the checksum of every file and its own. The layout is described in docs/data.md.
/// </summary>
/// <remarks>
/// A folder is verified byte for byte before it is parsed, and replaced in one step: a reader sees the old data set or
/// the new one. Thread-safe, with one writer for a folder at a time.
/// </remarks>
public static class DataSetFolder
{
    private const int RowsPerReport = 100_000;

    /// <summary>Reads the manifest and verifies its own checksum, but not the other files.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="DataFormatException">Not a data-set folder, or the manifest is damaged.</exception>
    public static DataSetManifest ReadManifest(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FolderReader.ReadManifest(path, out _);
    }

    /// <summary>Verifies every byte of every file of a data set by its checksum, without parsing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="DataFormatException">A file is missing or damaged; the message names it.</exception>
    public static DataSetManifest Verify(string path, CancellationToken cancellationToken = default) =>
        FolderReader.WithManifest(path, manifest =>
        {
            foreach (DataSetFile file in manifest.Files)
            {
                FolderReader.OpenVerified(path, file, cancellationToken).Dispose();
            }

            return manifest;
        });

    /// <summary>Reads a data set.</summary>
    /// <typeparam name="TUserId">
    /// The kind of the manifest, or <see cref="long"/> for int ids, or <see cref="string"/> for ids of any kind.
    /// </typeparam>
    /// <typeparam name="TItemId">Likewise for items.</typeparam>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The ids are of a kind that cannot be read as these types.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="DataFormatException">Not a data-set folder, or a file is missing, damaged or senseless.</exception>
    public static MovieDataSet<TUserId, TItemId> Read<TUserId, TItemId>(string path, CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull =>
        FolderReader.WithManifest(path, manifest =>
        {
            RequireKind<TUserId>(manifest.UserIdKind, "user");
            RequireKind<TItemId>(manifest.ItemIdKind, "item");
            return (StoredIds.IsText(manifest.UserIdKind), StoredIds.IsText(manifest.ItemIdKind)) switch
            {
                (false, false) => DataSetLoader<long, long>.Load<TUserId, TItemId>(path, manifest, cancellationToken),
                (false, true) => DataSetLoader<long, string>.Load<TUserId, TItemId>(path, manifest, cancellationToken),
                (true, false) => DataSetLoader<string, long>.Load<TUserId, TItemId>(path, manifest, cancellationToken),
                (true, true) => DataSetLoader<string, string>.Load<TUserId, TItemId>(path, manifest, cancellationToken),
            };
        });

    /// <summary>Writes a data set.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="path">The folder: new, empty, or a data-set folder to replace.</param>
    /// <param name="dataSet">What to write.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is left as it was.</param>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="ArgumentException">A list entry of the catalogue contains <c>|</c>, or an id is not valid Unicode.</exception>
    /// <exception cref="IOException">The folder holds something else, or cannot be written.</exception>
    public static DataSetManifest Write<TUserId, TItemId>(
        string path,
        MovieDataSet<TUserId, TItemId> dataSet,
        IProgress<DataSetProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        InteractionLog log = dataSet.Log;
        InteractionColumns columns = (log.HasRatings ? InteractionColumns.Rating : 0) | (log.HasTimestamps ? InteractionColumns.Timestamp : 0);
        using DataSetWriter<TUserId, TItemId> writer = new(path, dataSet.Items, columns, cancellationToken) { FollowsMap = true };
        int row = 0;
        int reported = 0;
        for (int user = 0; user < log.UserCount; user++)
        {
            int start = row;
            while (row < log.Count && log.Users[row] == user)
            {
                row++;
            }

            int count = row - start;
            writer.AddUser(
                dataSet.Users[user],
                log.Items.Slice(start, count),
                log.HasRatings ? log.Ratings.Slice(start, count) : default,
                log.HasTimestamps ? log.Timestamps.Slice(start, count) : default);
            if (row - reported >= RowsPerReport)
            {
                reported = row;
                progress?.Report(new DataSetProgress(row, log.Count));
            }
        }

        DataSetManifest manifest = writer.Complete(dataSet.Catalog, dataSet.Info, dataSet.MetadataSources);
        progress?.Report(new DataSetProgress(log.Count, log.Count));
        return manifest;
    }

    private static void RequireKind<TId>(IdKind kind, string what)
    {
        if (!StoredIds.CanRead<TId>(kind))
        {
            throw new ArgumentException($"The {what} ids of the data set are {kind}; they cannot be read as {typeof(TId).Name}. Read them as {kind} or String.");
        }
    }
}
