using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MovieRec.Serving;

/// <summary>
/// Ready: a model answers and is young enough. Degraded: answers go on, but from an older model than wanted, or one that is too old.
/// Unhealthy: no model. The data says which model, how old it is and why.
/// </summary>
/// <typeparam name="TUserId">User id of the model.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class ModelHealthCheck<TUserId, TItemId> : IHealthCheck
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly RecommenderHost<TUserId, TItemId> _host;
    private readonly ModelHealthOptions _options;

    /// <summary>Makes the check.</summary>
    /// <param name="host">The host to watch.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    public ModelHealthCheck(RecommenderHost<TUserId, TItemId> host, ModelHealthOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _options = options ?? new ModelHealthOptions();
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HostStatus status = _host.Status;
        double hours = status.Age?.TotalHours ?? 0;
        Dictionary<string, object> data = new(StringComparer.Ordinal)
        {
            ["model"] = status.ModelVersion,
            ["version"] = status.StoredVersion,
            ["ageHours"] = hours,
            ["reason"] = status.Reason,
        };
        HealthCheckResult result = status.State switch
        {
            HostState.Empty => HealthCheckResult.Unhealthy("No model was published.", null, data),
            HostState.Degraded => HealthCheckResult.Degraded($"Model {status.ModelVersion} answers, but: {status.Reason}.", null, data),
            _ when status.Age > _options.MaxAge => HealthCheckResult.Degraded(
                string.Create(CultureInfo.InvariantCulture, $"Model {status.ModelVersion} is {hours:F1} hours old; {_options.MaxAge.TotalHours:F1} are allowed."), null, data),
            _ => HealthCheckResult.Healthy(string.Create(CultureInfo.InvariantCulture, $"Model {status.ModelVersion}, {hours:F1} hours old."), data),
        };
        return Task.FromResult(result);
    }
}
