using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MovieRec.Serving;

/// <summary>Degraded while the last commit of the feedback log failed: answers go on, feedback is refused.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class FeedbackHealthCheck<TItemId> : IHealthCheck
    where TItemId : notnull
{
    private readonly FeedbackLog<TItemId> _log;

    /// <summary>Makes the check.</summary>
    /// <param name="log">The log to watch.</param>
    public FeedbackHealthCheck(FeedbackLog<TItemId> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        _log = log;
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string error = _log.LastError;
        Dictionary<string, object> data = new(StringComparer.Ordinal) { ["stored"] = _log.StoredCount, ["rejected"] = _log.RejectedCount };
        return Task.FromResult(error.Length == 0
            ? HealthCheckResult.Healthy("Feedback is stored.", data)
            : HealthCheckResult.Degraded($"Feedback cannot be stored: {error}", null, data));
    }
}
