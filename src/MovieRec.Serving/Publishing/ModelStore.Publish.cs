namespace MovieRec.Serving;

/// <content>The publish protocol.</content>
public sealed partial class ModelStore<TUserId, TItemId>
{
    /// <summary>Publishes a model: afterwards a restart answers from it.</summary>
    /// <param name="recommender">The model.</param>
    /// <param name="request">Metrics to keep and a check before it becomes visible; null for neither.</param>
    /// <param name="cancellationToken">Ends the publication up to the check; later it is carried through.</param>
    /// <returns>The generation as read back from disk, for the host, not yet published to it.</returns>
    /// <exception cref="IOException">The disk is full, or another failure of the file system; the current version stays.</exception>
    /// <exception cref="ModelFormatException">What was written does not read back; the current version stays.</exception>
    public Generation<TUserId, TItemId> Publish(
        Recommender<TUserId, TItemId> recommender,
        PublishRequest<TUserId, TItemId>? request = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        return Publish(
            recommender.ModelVersion,
            path => recommender.Save(path, null, _options.Formats, cancellationToken),
            request,
            cancellationToken);
    }

    /// <summary>Publishes a model file that another process wrote. It is copied and verified; the original is left alone.</summary>
    /// <param name="modelPath">The model file.</param>
    /// <param name="request">Metrics to keep and a check before it becomes visible; null for neither.</param>
    /// <param name="cancellationToken">Ends the publication up to the check.</param>
    /// <returns>The generation as read back from disk, for the host, not yet published to it.</returns>
    /// <exception cref="ModelFormatException">The file is damaged; the current version stays.</exception>
    /// <exception cref="IOException">A failure of the file system; the current version stays.</exception>
    public Generation<TUserId, TItemId> PublishFile(
        string modelPath, PublishRequest<TUserId, TItemId>? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelPath);
        string modelVersion = Recommender<TUserId, TItemId>.Load(modelPath, _options.Formats, cancellationToken).ModelVersion;
        return Publish(modelVersion, path => Copy(modelPath, path), request, cancellationToken);
    }

    /// <summary>Goes back to an older version.</summary>
    /// <param name="version">Name of a version in the store.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Its generation, for the host.</returns>
    /// <exception cref="InvalidDataException">The version is damaged; the current one stays.</exception>
    /// <exception cref="IOException">The version is missing, or another failure of the file system.</exception>
    public Generation<TUserId, TItemId> Rollback(string version, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        lock (_writing)
        {
            using FileStream processLock = TakeLock();
            Generation<TUserId, TItemId> generation = Load(version, cancellationToken);
            ReplaceCurrent(version);
            return generation;
        }
    }

    /// <summary>Deletes every version except the current one, whatever <see cref="ModelStoreOptions.Keep"/> says.</summary>
    /// <returns>The number of versions deleted.</returns>
    public int KeepOnlyCurrent()
    {
        lock (_writing)
        {
            using FileStream processLock = TakeLock();
            return ReadCurrent() is { } current ? Remove(_layout.Versions().Where(v => v != current)) : 0;
        }
    }

    private Generation<TUserId, TItemId> Publish(
        string modelVersion, Action<string> writeModel, PublishRequest<TUserId, TItemId>? request, CancellationToken cancellationToken)
    {
        lock (_writing)
        {
            _layout.Create();
            using FileStream processLock = TakeLock();
            foreach (string leftover in _layout.Leftovers())
            {
                Directory.Delete(leftover, recursive: true);
            }

            long sequence = _layout.Versions().Select(ModelStoreLayout.SequenceOf).DefaultIfEmpty(0).Max() + 1;
            string version = ModelStoreLayout.VersionName(sequence, modelVersion);
            string temporary = _layout.Temporary(version);
            Recommender<TUserId, TItemId> written;
            StoredModel model;
            try
            {
                written = Write(temporary, version, modelVersion, writeModel, request, out model, cancellationToken);
                request?.Check?.Invoke(written);
                cancellationToken.ThrowIfCancellationRequested();
                Reached(PublishStep.CandidateChecked);
                Directory.Move(temporary, _layout.FolderOf(version));
            }
            catch (Exception e) when (e is not SimulatedKillException)
            {
                TryDelete(temporary);
                throw;
            }

            try
            {
                Reached(PublishStep.Renamed);
                DirectorySync.Flush(_layout.Models);
                Reached(PublishStep.ModelsFlushed);
                ReplaceCurrent(version);
            }
            catch (Exception e) when (IsExpected(e))
            {
                if (!IsCurrent(version))
                {
                    TryDelete(_layout.FolderOf(version));
                }

                throw;
            }

            RemoveOld(version);
            Reached(PublishStep.OldRemoved);
            return new Generation<TUserId, TItemId>(written, model.CreatedAt, version);
        }
    }

    private Recommender<TUserId, TItemId> Write(
        string temporary,
        string version,
        string modelVersion,
        Action<string> writeModel,
        PublishRequest<TUserId, TItemId>? request,
        out StoredModel model,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(temporary);
        Reached(PublishStep.TemporaryCreated);
        writeModel(Within(temporary, ModelStoreLayout.ModelFile));
        Reached(PublishStep.ModelWritten);
        model = new StoredModel
        {
            Version = version,
            ModelVersion = modelVersion,
            CreatedAt = _timeProvider.GetUtcNow(),
            Metrics = request?.Metrics ?? new Dictionary<string, double>(),
            Files = [Describe(temporary, ModelStoreLayout.ModelFile)],
        };
        CheckedText.Write(Within(temporary, ModelStoreLayout.ManifestFile), StoreJson.Write(model));
        Reached(PublishStep.ManifestWritten);
        DirectorySync.Flush(temporary);
        Reached(PublishStep.TemporaryFlushed);

        // What is served is what is on disk, not what was in memory.
        model = ReadFolder(temporary, version, out Recommender<TUserId, TItemId> written, cancellationToken);
        return written;
    }

    private void ReplaceCurrent(string version)
    {
        CheckedText.Write(_layout.CurrentTemporary, version);
        Reached(PublishStep.CurrentWritten);
        File.Move(_layout.CurrentTemporary, _layout.Current, overwrite: true);
        Reached(PublishStep.CurrentReplaced);
        DirectorySync.Flush(_layout.Root);
        Reached(PublishStep.StoreFlushed);
    }

    private bool IsCurrent(string version)
    {
        try
        {
            return ReadCurrent() == version;
        }
        catch (Exception e) when (IsExpected(e))
        {
            return false;
        }
    }

    private void RemoveOld(string version)
    {
        try
        {
            Remove(_layout.Versions().Where(v => v != version).Skip(_options.Keep - 1));
        }
        catch (Exception e) when (IsExpected(e))
        {
            // The new version is published; the next publication removes what could not be removed now.
        }
    }

    private int Remove(IEnumerable<string> versions)
    {
        int removed = 0;
        foreach (string version in versions.ToArray())
        {
            Directory.Delete(_layout.FolderOf(version), recursive: true);
            removed++;
        }

        if (removed > 0)
        {
            DirectorySync.Flush(_layout.Models);
        }

        return removed;
    }

    private FileStream TakeLock()
    {
        try
        {
            return new FileStream(_layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(_layout.Lock))
        {
            throw new IOException($"Another process publishes to '{_layout.Root}' at this moment.", e);
        }
    }

    private static void Copy(string from, string to)
    {
        using FileStream source = File.OpenRead(from);
        using FileStream target = new(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next publication tries again; the failure that brought us here is the one to report.
        }
    }

    private static string Within(string folder, string name) => System.IO.Path.Combine(folder, name);

    private void Reached(PublishStep step) => StepReached?.Invoke(step);
}
