namespace MovieRec;

/// <summary>Saves and loads model files.</summary>
public static class ModelBundle
{
    private const string ModelPrefix = "model";
    private const string FallbackPrefix = "fallback";

    /// <summary>Writes a bundle. The same bundle gives the same bytes; a failed or cancelled write leaves the old file as it was.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="bundle">What to write.</param>
    /// <param name="options">What to leave out; null for everything.</param>
    /// <param name="formats">Formats of the models; null for <see cref="ModelFormats.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing; the old file stays.</param>
    /// <exception cref="NotSupportedException">No format can write a model.</exception>
    /// <exception cref="ArgumentException">A part cannot be stored: a text that is not valid Unicode, numbers that are not finite, ….</exception>
    /// <exception cref="IOException">The directory is missing, the disk is full, or another failure of the file system.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Save<TUserId, TItemId>(
        string path,
        ModelBundle<TUserId, TItemId> bundle,
        SaveOptions? options = null,
        ModelFormats? formats = null,
        CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(bundle);
        HistoryKind history = (options ?? new SaveOptions()).IncludeHistory ? HistorySections.KindOf(bundle.Histories) : HistoryKind.None;
        BundleHead head = new(
            IdMap<TUserId>.Kind, IdMap<TItemId>.Kind, history, bundle.Fallback is not null, bundle.Users.Count, bundle.Items.Count);
        ModelFileWriter.Write(path, Build, formats, cancellationToken);

        void Build(ModelSectionWriter sections)
        {
            sections.Add(BundleHead.Name, head.Write);
            SourceSection.Add(sections, bundle.Sources);
            IdMapSections.Add(sections, "users", bundle.Users);
            IdMapSections.Add(sections, "items", bundle.Items);
            CatalogSections.Add(sections, bundle.Catalog);
            HistorySections.Add(sections, bundle.Histories, history);
            sections.AddModel(ModelPrefix, bundle.Model);
            if (bundle.Fallback is not null)
            {
                sections.AddModel(FallbackPrefix, bundle.Fallback);
            }
        }
    }

    /// <summary>Reads a bundle; every byte and every number is checked.</summary>
    /// <typeparam name="TUserId">User id, as stored (<see cref="ReadIdKinds(string)"/>).</typeparam>
    /// <typeparam name="TItemId">Item id, as stored.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="formats">Formats of the models; null for <see cref="ModelFormats.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelFormatException">The file is damaged, holds ids of other types, or a model of an unknown format.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ModelBundle<TUserId, TItemId> Load<TUserId, TItemId>(
        string path, ModelFormats? formats = null, CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        using ModelFile file = ModelFile.Open(path, cancellationToken);
        return Read<TUserId, TItemId>(file, formats ?? ModelFormats.Default, cancellationToken);
    }

    /// <summary>Reads a bundle from a file that is open, and so has been verified.</summary>
    /// <typeparam name="TUserId">User id, as stored.</typeparam>
    /// <typeparam name="TItemId">Item id, as stored.</typeparam>
    /// <param name="file">The file; it may be closed afterwards.</param>
    /// <param name="formats">Formats of the models.</param>
    /// <exception cref="ModelFormatException">A part cannot be right, the ids have other types, or a model has an unknown format.</exception>
    public static ModelBundle<TUserId, TItemId> Load<TUserId, TItemId>(ModelFile file, ModelFormats formats)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(formats);
        return Read<TUserId, TItemId>(file, formats, default);
    }

    /// <summary>Reads the kinds of the ids, to choose type arguments by.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The file is damaged or is not a model file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ModelIdKinds ReadIdKinds(string path)
    {
        using ModelFile file = ModelFile.Open(path);
        return ReadIdKinds(file);
    }

    /// <summary>Reads the kinds of the ids from an open file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ModelFormatException">The file holds no bundle.</exception>
    public static ModelIdKinds ReadIdKinds(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        BundleHead head = BundleHead.Read(file.Root);
        return new ModelIdKinds(head.UserIdKind, head.ItemIdKind);
    }

    /// <summary>Reads what a file holds without loading the model; formats need not be known.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The file is damaged or is not a model file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ModelSummary ReadSummary(string path)
    {
        using ModelFile file = ModelFile.Open(path);
        return ReadSummary(file);
    }

    /// <summary>Reads what an open file holds without loading the model.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ModelFormatException">The file holds no bundle.</exception>
    public static ModelSummary ReadSummary(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        BundleHead head = BundleHead.Read(file.Root);
        ModelSectionReader model = file.Root.Nested(ModelPrefix);
        return new ModelSummary
        {
            IdKinds = new ModelIdKinds(head.UserIdKind, head.ItemIdKind),
            UserCount = head.UserCount,
            ItemCount = head.ItemCount,
            Format = ModelSections.ReadFormat(model, out int version),
            FormatVersion = version,
            Model = ModelSections.ReadInfo(model),
            Options = model.ReadOptions().Items,
            Fallback = head.HasFallback ? ModelSections.ReadInfo(file.Root.Nested(FallbackPrefix)) : null,
            IncludesHistory = head.History != HistoryKind.None,
            Sources = SourceSection.Read(file.Root),
            Checksum = file.Checksum,
            FileLength = file.Length,
        };
    }

    internal static ModelBundle<TUserId, TItemId> Read<TUserId, TItemId>(
        ModelFile file, ModelFormats formats, CancellationToken cancellationToken)
        where TUserId : notnull
        where TItemId : notnull
    {
        ModelSectionReader sections = file.Root;
        BundleHead head = BundleHead.Read(sections);
        CheckKinds(sections, head, IdMap<TUserId>.Kind, IdMap<TItemId>.Kind);
        IReadOnlyList<DataSetInfo> sources = SourceSection.Read(sections);
        IdMap<TUserId> users = IdMapSections.Read<TUserId>(sections, "users", head.UserCount);
        IdMap<TItemId> items = IdMapSections.Read<TItemId>(sections, "items", head.ItemCount);
        cancellationToken.ThrowIfCancellationRequested();
        MovieCatalog catalog = CatalogSections.Read(sections, head.ItemCount);
        cancellationToken.ThrowIfCancellationRequested();
        UserHistories histories = HistorySections.Read(sections, head.History, head.UserCount, head.ItemCount);
        cancellationToken.ThrowIfCancellationRequested();
        IRecommender model = ModelSections.Read(sections.Nested(ModelPrefix), formats, histories, catalog);
        IRecommender? fallback = head.HasFallback
            ? ModelSections.Read(sections.Nested(FallbackPrefix), formats, histories, catalog)
            : null;
        return new ModelBundle<TUserId, TItemId>(users, items, catalog, histories, sources, model, fallback);
    }

    private static void CheckKinds(ModelSectionReader sections, BundleHead head, IdKind users, IdKind items)
    {
        if (head.UserIdKind != users || head.ItemIdKind != items)
        {
            throw sections.Error(
                BundleHead.Name,
                $"the file has {head.UserIdKind} user ids and {head.ItemIdKind} item ids; the caller asked for {users} and {items}.");
        }
    }
}
