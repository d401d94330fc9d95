using MovieRec.Data;

namespace MovieRec.Cli.Data;

/// <summary>
/// Opens whatever <c>--data</c> names: a data-set folder (dataset.json), a MovieLens folder, or an interactions file.
/// Ids are <see cref="long"/> where every id is a whole number, else text.
/// </summary>
internal static class DataSources
{
    private const string ManifestName = "dataset.json";

    public static TResult Open<TResult>(
        string path, string? catalogPath, ImportOptions options, CliContext context, IDataSetAction<TResult> action)
    {
        if (File.Exists(path))
        {
            return OpenFile(path, catalogPath, options, context, action);
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"--data {path}: there is no such file or folder.");
        }

        if (File.Exists(Path.Combine(path, ManifestName)))
        {
            return OpenFolder(path, catalogPath, options, context, action);
        }

        if (!MovieLensReader.TryDetect(path, out _))
        {
            throw new UsageException(
                $"--data {path}: neither a data-set folder ({ManifestName}) nor a MovieLens folder (ratings.csv, ratings.dat or u.data).");
        }

        ImportResult<long, long> result = context.WithProgress(
            "Reading " + Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))),
            report => new MovieLensReader(options).Read(path, Bytes(report), context.CancellationToken));
        Announce(context, result.Report);
        ImportReport? report = result.Report;
        return action.Run(WithCatalog(result.DataSet, catalogPath, options, context, ref report), report);
    }

    /// <summary>Tells about rows that were not taken; silence means that every row was.</summary>
    public static void Announce(CliContext context, ImportReport report)
    {
        foreach (FileReport file in report.Files.Where(static f => f.Rejected > 0 || f.Duplicates > 0))
        {
            string where = file.RejectsPath is null ? "" : $", kept in {file.RejectsPath}";
            context.Terminal.Note(CliContext.Invariant(
                $"{Path.GetFileName(file.Path)}: {file.Accepted:N0} of {file.DataRows:N0} rows accepted, {file.Rejected:N0} rejected{where}, {file.Duplicates:N0} duplicates dropped."));
        }
    }

    private static TResult OpenFile<TResult>(
        string path, string? catalogPath, ImportOptions options, CliContext context, IDataSetAction<TResult> action)
    {
        InteractionIdKinds kinds = InteractionCsvReader.DetectIdKinds(path, options);
        return kinds is { Users: IdKind.Int64, Items: IdKind.Int64 }
            ? OpenFile<long, long, TResult>(path, catalogPath, options, context, action)
            : OpenFile<string, string, TResult>(path, catalogPath, options, context, action);
    }

    private static TResult OpenFile<TUserId, TItemId, TResult>(
        string path, string? catalogPath, ImportOptions options, CliContext context, IDataSetAction<TResult> action)
        where TUserId : notnull
        where TItemId : notnull
    {
        ImportResult<TUserId, TItemId> result = context.WithProgress(
            "Reading " + Path.GetFileName(path),
            report => new InteractionCsvReader(options).Read<TUserId, TItemId>(path, null, Bytes(report), context.CancellationToken));
        Announce(context, result.Report);
        ImportReport? report = result.Report;
        return action.Run(WithCatalog(result.DataSet, catalogPath, options, context, ref report), report);
    }

    private static TResult OpenFolder<TResult>(
        string path, string? catalogPath, ImportOptions options, CliContext context, IDataSetAction<TResult> action)
    {
        DataSetManifest manifest = DataSetFolder.ReadManifest(path);
        return manifest is { UserIdKind: IdKind.Int64, ItemIdKind: IdKind.Int64 }
            ? RunFolder<long, long, TResult>(path, catalogPath, options, context, action)
            : RunFolder<string, string, TResult>(path, catalogPath, options, context, action);
    }

    private static TResult RunFolder<TUserId, TItemId, TResult>(
        string path, string? catalogPath, ImportOptions options, CliContext context, IDataSetAction<TResult> action)
        where TUserId : notnull
        where TItemId : notnull
    {
        ImportReport? report = null;
        MovieDataSet<TUserId, TItemId> data = DataSetFolder.Read<TUserId, TItemId>(path, context.CancellationToken);
        return action.Run(WithCatalog(data, catalogPath, options, context, ref report), report);
    }

    private static MovieDataSet<TUserId, TItemId> WithCatalog<TUserId, TItemId>(
        MovieDataSet<TUserId, TItemId> data, string? catalogPath, ImportOptions options, CliContext context, ref ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        return catalogPath is null ? data : Catalogs.Add(data, catalogPath, options, context, ref report);
    }

    private static InlineProgress<ImportProgress> Bytes(Action<double, double, string> report)
    {
        double rowsPerByte = 0;
        return new InlineProgress<ImportProgress>(p =>
        {
            // The bar counts bytes, the rate rows: both are what a person asks for.
            rowsPerByte = p.Bytes > 0 ? (double)p.Rows / p.Bytes : rowsPerByte;
            report(p.Rows, p.TotalBytes * rowsPerByte, "rows");
        });
    }
}
