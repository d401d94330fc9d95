using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MovieRec.Serving;

/// <summary>Says what a host starts with, and each later publication.</summary>
internal static class ServingStart
{
    public static void Log<TUserId, TItemId>(IServiceProvider provider, RecommenderHost<TUserId, TItemId> host, string reason)
        where TUserId : notnull
        where TItemId : notnull
    {
        if (provider.GetService<ILoggerFactory>()?.CreateLogger("MovieRec.Serving") is not { } logger)
        {
            return;
        }

        if (host.ModelVersion.Length > 0)
        {
            ServingLog.GenerationPublished(logger, host.ModelVersion, "");
        }

        if (reason.Length > 0)
        {
            ServingLog.Degraded(logger, reason);
        }

        host.Published += (_, e) => ServingLog.GenerationPublished(logger, e.ModelVersion, e.PreviousVersion);
    }
}
