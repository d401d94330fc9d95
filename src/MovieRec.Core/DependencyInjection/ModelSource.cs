using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MovieRec;

/// <summary>
/// Reads the model file once, whoever asks first: validation at start or the first request. A failed attempt is not
/// remembered, so that the next one finds a file that was put there meanwhile.
/// </summary>
internal sealed class ModelSource<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Recommender<TUserId, TItemId>? _loaded;

    public ModelSource(ILoggerFactory? loggers = null)
    {
        _logger = loggers?.CreateLogger("MovieRec.Model") ?? NullLogger.Instance;
    }

    public Recommender<TUserId, TItemId> Load(MovieRecOptions<TUserId, TItemId> options)
    {
        lock (_lock)
        {
            return _loaded ??= Read(options);
        }
    }

    public Recommender<TUserId, TItemId> Created(Recommender<TUserId, TItemId>? recommender)
    {
        if (recommender is null)
        {
            throw new InvalidOperationException(
                $"The factory given to AddMovieRec<{typeof(TUserId).Name}, {typeof(TItemId).Name}> returned null; a recommender was expected.");
        }

        ModelLog.ModelCreated(_logger, recommender.ModelVersion, recommender.Users.Count, recommender.Items.Count);
        return recommender;
    }

    private Recommender<TUserId, TItemId> Read(MovieRecOptions<TUserId, TItemId> options)
    {
        string path = Path.GetFullPath(options.ModelPath);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The model file '{path}' does not exist.", path);
        }

        long start = Stopwatch.GetTimestamp();
        Recommender<TUserId, TItemId> recommender = Recommender<TUserId, TItemId>.Load(path, options.Formats);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        ModelLog.ModelLoaded(_logger, recommender.ModelVersion, path, recommender.Users.Count, recommender.Items.Count, milliseconds);
        if (recommender.Histories.Seen.Count == 0 && recommender.Model.Info.InteractionCount > 0)
        {
            ModelLog.ModelWithoutHistory(_logger, recommender.ModelVersion);
        }

        return recommender;
    }
}
