using System.IO.Hashing;

namespace MovieRec.Serving;

/// <summary>
/// Published models on disk. A version is written to a temporary folder, flushed, read back, renamed into place and then named
/// by <c>CURRENT</c>, which is replaced in one step: whenever the machine stops, a restart finds the old version or the new one.
/// Files of a published version are never rewritten.
/// </summary>
/// <typeparam name="TUserId">User id of the models.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>
/// Thread-safe; one process publishes at a time (a lock file says so), any number read. Layout:
/// <c>CURRENT</c>, <c>models/00000012-als-1f0c22ab94de/{model.mrec, manifest}</c>.
/// </remarks>
public sealed partial class ModelStore<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly ModelStoreOptions _options;
    private readonly ModelStoreLayout _layout;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _writing = new();

    /// <summary>Opens a store; nothing is read yet.</summary>
    /// <param name="options">Folder and how much is kept.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public ModelStore(ModelStoreOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);
        _options = options;
        _layout = new ModelStoreLayout(options.Path);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Called after each step; tests kill the process there.</summary>
    internal Action<PublishStep>? StepReached { get; set; }

    /// <summary>The folder.</summary>
    public string Path => _layout.Root;

    /// <summary>
    /// Finds the version to answer from: the one that <c>CURRENT</c> names when every byte of it verifies, otherwise the newest
    /// that does. Never throws for what it finds on disk.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public StoreOpening<TUserId, TItemId> Open(CancellationToken cancellationToken = default)
    {
        List<string> reasons = [];
        IReadOnlyList<string> versions;
        string? wanted = null;
        try
        {
            versions = _layout.Versions();
            wanted = ReadCurrent();
            if (wanted is null && versions.Count > 0)
            {
                reasons.Add("CURRENT is missing");
            }
        }
        catch (Exception e) when (IsExpected(e))
        {
            reasons.Add($"CURRENT cannot be read ({e.Message})");
            versions = TryList();
        }

        IEnumerable<string> order = wanted is null ? versions : versions.Where(v => v != wanted).Prepend(wanted);
        foreach (string version in order)
        {
            try
            {
                Generation<TUserId, TItemId> generation = Load(version, out StoredModel model, cancellationToken);
                return new StoreOpening<TUserId, TItemId>(generation, model, string.Join("; ", reasons));
            }
            catch (Exception e) when (IsExpected(e))
            {
                reasons.Add($"version {version} does not verify ({e.Message})");
            }
        }

        if (reasons.Count == 0)
        {
            reasons.Add("no model was published yet");
        }

        return new StoreOpening<TUserId, TItemId>(null, null, string.Join("; ", reasons));
    }

    /// <summary>Loads and verifies one version.</summary>
    /// <param name="version">Name of the version.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The manifest is damaged, or a file differs from it.</exception>
    /// <exception cref="ModelFormatException">The model is damaged.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public Generation<TUserId, TItemId> Load(string version, CancellationToken cancellationToken = default) =>
        Load(version, out _, cancellationToken);

    /// <summary>The versions whose manifests can be read, newest first; models are not verified.</summary>
    public IReadOnlyList<StoredModel> List()
    {
        List<StoredModel> models = [];
        foreach (string version in TryList())
        {
            try
            {
                models.Add(StoreJson.ReadModel(System.IO.Path.Combine(_layout.FolderOf(version), ModelStoreLayout.ManifestFile)));
            }
            catch (Exception e) when (IsExpected(e))
            {
                // A version that cannot be read is passed over here and reported by Open.
            }
        }

        return models;
    }

    /// <summary>The version that <c>CURRENT</c> names; null without one.</summary>
    /// <exception cref="InvalidDataException"><c>CURRENT</c> is damaged.</exception>
    public string? ReadCurrent()
    {
        if (!File.Exists(_layout.Current))
        {
            return null;
        }

        string version = CheckedText.Read(_layout.Current);
        return ModelStoreLayout.SequenceOf(version) >= 0 && System.IO.Path.GetFileName(version) == version
            ? version
            : throw new InvalidDataException($"'{_layout.Current}' names no version.");
    }

    private Generation<TUserId, TItemId> Load(string version, out StoredModel model, CancellationToken cancellationToken)
    {
        string folder = _layout.FolderOf(version);
        model = ReadFolder(folder, version, out Recommender<TUserId, TItemId> recommender, cancellationToken);
        return new Generation<TUserId, TItemId>(recommender, model.CreatedAt, version);
    }

    private StoredModel ReadFolder(string folder, string version, out Recommender<TUserId, TItemId> recommender, CancellationToken cancellationToken)
    {
        StoredModel model = StoreJson.ReadModel(System.IO.Path.Combine(folder, ModelStoreLayout.ManifestFile));
        if (model.Version != version || !model.Files.Any(static f => f.Name == ModelStoreLayout.ModelFile))
        {
            throw new InvalidDataException($"The manifest of '{folder}' is that of version '{model.Version}', or names no model.");
        }

        foreach (StoredFile file in model.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (System.IO.Path.GetFileName(file.Name) != file.Name || Describe(folder, file.Name) != file)
            {
                throw new InvalidDataException($"'{file.Name}' of version '{version}' is not the file that was published.");
            }
        }

        recommender = Recommender<TUserId, TItemId>.Load(
            System.IO.Path.Combine(folder, ModelStoreLayout.ModelFile), _options.Formats, cancellationToken);
        return recommender.ModelVersion == model.ModelVersion
            ? model
            : throw new InvalidDataException($"The model of version '{version}' is {recommender.ModelVersion}, not {model.ModelVersion}.");
    }

    private static StoredFile Describe(string folder, string name)
    {
        using FileStream stream = File.OpenRead(System.IO.Path.Combine(folder, name));
        XxHash128 hash = new();
        hash.Append(stream);
        return new StoredFile(name, stream.Length, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    private IReadOnlyList<string> TryList()
    {
        try
        {
            return _layout.Versions();
        }
        catch (Exception e) when (IsExpected(e))
        {
            return [];
        }
    }

    private static bool IsExpected(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or ModelFormatException or ArgumentException or NotSupportedException;
}
