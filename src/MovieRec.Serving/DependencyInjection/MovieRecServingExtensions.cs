using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MovieRec;
using MovieRec.Serving;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Serving on top of <c>AddMovieRec</c>: a <see cref="RecommenderHost{TUserId, TItemId}"/> whose decorators stand in the order written,
/// each around what was written before it.
/// </summary>
public static class MovieRecServingExtensions
{
    /// <summary>Health-check tag of checks that say whether answers can be given.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Health-check tag of the check that says that the process runs.</summary>
    public const string LiveTag = "live";

    /// <summary>Adds a host whose models come from a store; it starts with the newest version that verifies, or with none.</summary>
    /// <typeparam name="TUserId">User id of the models.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="store">Folder of the store.</param>
    public static MovieRecBuilder<TUserId, TItemId> AddMovieRecStore<TUserId, TItemId>(this IServiceCollection services, ModelStoreOptions store)
        where TUserId : notnull
        where TItemId : notnull => AddStore<TUserId, TItemId>(services, store, null);

    /// <summary>Adds a host under a key, beside others: <c>GetRequiredKeyedService&lt;RecommenderHost&lt;…&gt;&gt;(key)</c>.</summary>
    /// <typeparam name="TUserId">User id of the models.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key.</param>
    /// <param name="store">Folder of the store.</param>
    public static MovieRecBuilder<TUserId, TItemId> AddKeyedMovieRecStore<TUserId, TItemId>(
        this IServiceCollection services, string serviceKey, ModelStoreOptions store)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return AddStore<TUserId, TItemId>(services, store, serviceKey);
    }

    /// <summary>Adds a model under a key, beside others, with a host of its own.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key.</param>
    /// <param name="factory">Makes the recommender; called once.</param>
    public static MovieRecBuilder<TUserId, TItemId> AddKeyedMovieRec<TUserId, TItemId>(
        this IServiceCollection services, string serviceKey, Func<IServiceProvider, Recommender<TUserId, TItemId>> factory)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(factory);
        services.TryAddKeyedSingleton(serviceKey, (provider, key) => provider.GetKeyedServices<PipelineSetup<TUserId, TItemId>>(key)
            .Aggregate(factory(provider), static (recommender, setup) => setup.Apply(recommender)));
        return new MovieRecBuilder<TUserId, TItemId>(services, serviceKey).UseHost();
    }

    /// <summary>Adds the host without any decorator beside the ladder; every other method here does so as well.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">What <c>AddMovieRec</c> returned.</param>
    public static MovieRecBuilder<TUserId, TItemId> UseHost<TUserId, TItemId>(this MovieRecBuilder<TUserId, TItemId> builder)
        where TUserId : notnull
        where TItemId : notnull
    {
        _ = HostPlan<TUserId, TItemId>.Of(builder);
        return builder;
    }

    /// <summary>Sets options of the host, such as how fresh events are weighed.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Given the services and the options; it may add decorators of its own.</param>
    public static MovieRecBuilder<TUserId, TItemId> ConfigureHost<TUserId, TItemId>(
        this MovieRecBuilder<TUserId, TItemId> builder, Action<IServiceProvider, RecommenderHostOptions<TUserId, TItemId>> configure)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(configure);
        HostPlan<TUserId, TItemId>.Of(builder).Add(configure);
        return builder;
    }

    /// <summary>Places the fallback ladder here; without this call it stands directly around the model.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">The builder.</param>
    public static MovieRecBuilder<TUserId, TItemId> UseFallback<TUserId, TItemId>(this MovieRecBuilder<TUserId, TItemId> builder)
        where TUserId : notnull
        where TItemId : notnull => builder.ConfigureHost(static (_, options) => options.UseFallback());

    /// <summary>Adds a re-ranker.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="factory">Makes the re-ranker of a generation.</param>
    /// <param name="candidatesPerItem">Candidates for each wanted item, 1 … 100.</param>
    public static MovieRecBuilder<TUserId, TItemId> UseDiversity<TUserId, TItemId>(
        this MovieRecBuilder<TUserId, TItemId> builder, Func<Recommender<TUserId, TItemId>, IReranker> factory, int candidatesPerItem = 4)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(factory);
        return builder.ConfigureHost((_, options) => options.UseDiversity(factory, candidatesPerItem));
    }

    /// <summary>Keeps answers for a while.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="options">How long and how many; null for the defaults.</param>
    public static MovieRecBuilder<TUserId, TItemId> UseCaching<TUserId, TItemId>(this MovieRecBuilder<TUserId, TItemId> builder, CachingOptions? options = null)
        where TUserId : notnull
        where TItemId : notnull => builder.ConfigureHost((provider, host) => host.UseCaching(options, provider.GetService<TimeProvider>()));

    /// <summary>Measures everything written before.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">The builder.</param>
    public static MovieRecBuilder<TUserId, TItemId> UseTelemetry<TUserId, TItemId>(this MovieRecBuilder<TUserId, TItemId> builder)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        object? key = builder.ServiceKey;
        builder.Services.TryAdd(key is null
            ? ServiceDescriptor.Singleton(static provider => new ServingTelemetry(provider.GetService<IMeterFactory>()))
            : ServiceDescriptor.KeyedSingleton(key, static (provider, k) => new ServingTelemetry(provider.GetService<IMeterFactory>(), k?.ToString() ?? "default")));
        return builder.ConfigureHost((provider, options) => options.UseTelemetry(
            key is null ? provider.GetRequiredService<ServingTelemetry>() : provider.GetRequiredKeyedService<ServingTelemetry>(key)));
    }

    /// <summary>
    /// Adds the health check of the host, tagged <see cref="ReadyTag"/>, and one tagged <see cref="LiveTag"/> that holds while the process runs: an
    /// application without a model must not be restarted for that.
    /// </summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="name">Name of the check.</param>
    public static MovieRecBuilder<TUserId, TItemId> UseHealthCheck<TUserId, TItemId>(
        this MovieRecBuilder<TUserId, TItemId> builder, ModelHealthOptions? options = null, string name = "movierec")
        where TUserId : notnull
        where TItemId : notnull
    {
        builder.UseHost();
        object? key = builder.ServiceKey;
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name,
            provider => new ModelHealthCheck<TUserId, TItemId>(HostOf<TUserId, TItemId>(provider, key), options),
            HealthStatus.Unhealthy,
            [ReadyTag])).AddCheck($"{name}-live", static () => HealthCheckResult.Healthy(), [LiveTag]);
        return builder;
    }

    /// <summary>
    /// Adds feedback: the log, pseudonyms, tombstones and the <see cref="RecommendationService{TUserId, TItemId}"/> over this host. Tombstones are
    /// applied before the service is made. Only for hosts whose models know people as text.
    /// </summary>
    /// <typeparam name="TUserId">The application's user id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="log">The log.</param>
    /// <param name="keys">Keys of the pseudonyms.</param>
    /// <param name="tombstonePath">The file of tombstones.</param>
    /// <param name="configure">Changes the options of the service; null for none.</param>
    public static MovieRecBuilder<string, TItemId> UseFeedback<TUserId, TItemId>(
        this MovieRecBuilder<string, TItemId> builder,
        FeedbackLogOptions log,
        PseudonymKeyRing keys,
        string tombstonePath,
        Func<RecommendationServiceOptions, RecommendationServiceOptions>? configure = null)
        where TUserId : notnull
        where TItemId : notnull
    {
        builder.UseHost();
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentException.ThrowIfNullOrEmpty(tombstonePath);
        object? key = builder.ServiceKey;
        builder.Services.TryAddSingleton(keys);
        builder.Services.TryAddSingleton(_ => Tombstones.Open(tombstonePath));
        builder.Services.TryAddSingleton(provider =>
        {
            FeedbackLog<TItemId> opened = FeedbackLog<TItemId>.Open(log, provider.GetService<TimeProvider>());
            new Forgetter<TItemId>(provider.GetRequiredService<Tombstones>(), opened).ApplyAsync().GetAwaiter().GetResult();
            opened.Telemetry = key is null ? provider.GetService<ServingTelemetry>() : provider.GetKeyedService<ServingTelemetry>(key);
            return opened;
        });
        builder.Services.TryAddSingleton(provider =>
        {
            RecommendationServiceOptions options = new() { Tombstones = provider.GetRequiredService<Tombstones>() };
            return new RecommendationService<TUserId, TItemId>(
                HostOf<string, TItemId>(provider, key),
                provider.GetRequiredService<FeedbackLog<TItemId>>(),
                provider.GetRequiredService<PseudonymKeyRing>(),
                configure is null ? options : configure(options),
                provider.GetService<TimeProvider>());
        });
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            "movierec-feedback",
            static provider => new FeedbackHealthCheck<TItemId>(provider.GetRequiredService<FeedbackLog<TItemId>>()),
            HealthStatus.Degraded,
            [ReadyTag]));
        return builder;
    }

    /// <summary>Adds nightly training from a source into the store of this host.</summary>
    /// <typeparam name="TUserId">User id of the models.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="builder">A builder of <see cref="AddMovieRecStore{TUserId, TItemId}"/>.</param>
    /// <param name="options">When and how.</param>
    /// <param name="source">Makes the source of the data.</param>
    /// <param name="trainer">Makes the trainer.</param>
    /// <param name="afterPublish">Finishes forgetting: usually <see cref="Forgetter{TItemId}.CompleteAsync"/>; null for nothing.</param>
    public static MovieRecBuilder<TUserId, TItemId> UseRetraining<TUserId, TItemId>(
        this MovieRecBuilder<TUserId, TItemId> builder,
        RetrainingOptions<TItemId> options,
        Func<IServiceProvider, ITrainingSource<TUserId, TItemId>> source,
        Func<IServiceProvider, ITrainer<IRecommender>> trainer,
        Func<IServiceProvider, CancellationToken, Task>? afterPublish = null)
        where TUserId : notnull
        where TItemId : notnull
    {
        builder.UseHost();
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(trainer);
        object? key = builder.ServiceKey;
        builder.Services.AddSingleton(provider => new RetrainingService<TUserId, TItemId>(
            HostOf<TUserId, TItemId>(provider, key),
            key is null ? provider.GetRequiredService<ModelStore<TUserId, TItemId>>() : provider.GetRequiredKeyedService<ModelStore<TUserId, TItemId>>(key),
            source(provider),
            trainer(provider),
            options,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<RetrainingService<TUserId, TItemId>>>())
        {
            AfterPublish = afterPublish is null ? null : token => afterPublish(provider, token),
        });
        builder.Services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<RetrainingService<TUserId, TItemId>>());
        return builder;
    }

    private static MovieRecBuilder<TUserId, TItemId> AddStore<TUserId, TItemId>(IServiceCollection services, ModelStoreOptions store, string? key)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(store);
        services.TryAdd(key is null
            ? ServiceDescriptor.Singleton(provider => new ModelStore<TUserId, TItemId>(store, provider.GetService<TimeProvider>()))
            : ServiceDescriptor.KeyedSingleton(key, (provider, _) => new ModelStore<TUserId, TItemId>(store, provider.GetService<TimeProvider>())));
        MovieRecBuilder<TUserId, TItemId> builder = key is null
            ? new MovieRecBuilder<TUserId, TItemId>(services)
            : new MovieRecBuilder<TUserId, TItemId>(services, key);
        HostPlan<TUserId, TItemId>.Of(builder).FromStore = true;
        return builder;
    }

    private static RecommenderHost<TUserId, TItemId> HostOf<TUserId, TItemId>(IServiceProvider provider, object? key)
        where TUserId : notnull
        where TItemId : notnull => key is null
            ? provider.GetRequiredService<RecommenderHost<TUserId, TItemId>>()
            : provider.GetRequiredKeyedService<RecommenderHost<TUserId, TItemId>>(key);
}
