using Microsoft.Extensions.DependencyInjection;

namespace MovieRec;

/// <summary>What <c>AddMovieRec</c> returns: other packages hang their extension methods on it.</summary>
/// <typeparam name="TUserId">User id.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class MovieRecBuilder<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Wraps the services of an application.</summary>
    /// <param name="services">The services.</param>
    public MovieRecBuilder(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
    }

    /// <summary>Wraps the services of an application that holds several models side by side.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key that this model is registered under.</param>
    public MovieRecBuilder(IServiceCollection services, object serviceKey)
        : this(services)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        ServiceKey = serviceKey;
    }

    /// <summary>The key that this model is registered under; null for the one without a key.</summary>
    public object? ServiceKey { get; }

    /// <summary>The services that the model was added to.</summary>
    public IServiceCollection Services { get; }
}
