using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MovieRec;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a model to the services of an application.</summary>
/// <remarks>
/// Registered as singletons: <see cref="Recommender{TUserId, TItemId}"/>, and its model as <see cref="IRecommender"/> and
/// <see cref="IExplainer"/>. Nothing that is registered already is replaced: of two calls for the same ids the first
/// decides where the model comes from, and <see cref="IRecommender"/> belongs to the model that was added first.
/// </remarks>
public static class MovieRecServiceCollectionExtensions
{
    /// <summary>
    /// Adds the model of a file. A missing or damaged file is an <see cref="OptionsValidationException"/> when the host
    /// starts, unless the options say <see cref="ModelLoading.OnFirstUse"/>.
    /// </summary>
    /// <typeparam name="TUserId">User id, as stored in the file: int, long, string or Guid.</typeparam>
    /// <typeparam name="TItemId">Item id, as stored in the file.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="modelPath">The model file.</param>
    /// <param name="configure">Sets further options; null for none.</param>
    /// <exception cref="NotSupportedException">Ids of these types are not supported.</exception>
    public static MovieRecBuilder<TUserId, TItemId> AddMovieRec<TUserId, TItemId>(
        this IServiceCollection services, string modelPath, Action<MovieRecOptions<TUserId, TItemId>>? configure = null)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(modelPath);
        services.Configure<MovieRecOptions<TUserId, TItemId>>(options => options.ModelPath = modelPath);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return services.AddMovieRec<TUserId, TItemId>();
    }

    /// <summary>
    /// Adds the model of the file that <see cref="MovieRecOptions{TUserId, TItemId}"/> name; the application configures
    /// them, for example from its settings. A missing path is an <see cref="OptionsValidationException"/> at start.
    /// </summary>
    /// <typeparam name="TUserId">User id, as stored in the file: int, long, string or Guid.</typeparam>
    /// <typeparam name="TItemId">Item id, as stored in the file.</typeparam>
    /// <param name="services">The services.</param>
    /// <exception cref="NotSupportedException">Ids of these types are not supported.</exception>
    public static MovieRecBuilder<TUserId, TItemId> AddMovieRec<TUserId, TItemId>(this IServiceCollection services)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<MovieRecOptions<TUserId, TItemId>>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<MovieRecOptions<TUserId, TItemId>>, MovieRecOptionsValidator<TUserId, TItemId>>());
        return services.AddRecommender(static provider => provider.GetRequiredService<ModelSource<TUserId, TItemId>>()
            .Load(provider.GetRequiredService<IOptions<MovieRecOptions<TUserId, TItemId>>>().Value));
    }

    /// <summary>Adds a model that is there already.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="recommender">The recommender.</param>
    public static MovieRecBuilder<TUserId, TItemId> AddMovieRec<TUserId, TItemId>(
        this IServiceCollection services, Recommender<TUserId, TItemId> recommender)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(recommender);
        return services.AddRecommender(_ => recommender);
    }

    /// <summary>Adds a model that a factory makes when it is first asked for.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="factory">Makes the recommender; called once.</param>
    public static MovieRecBuilder<TUserId, TItemId> AddMovieRec<TUserId, TItemId>(
        this IServiceCollection services, Func<IServiceProvider, Recommender<TUserId, TItemId>> factory)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(factory);
        return services.AddRecommender(
            provider => provider.GetRequiredService<ModelSource<TUserId, TItemId>>().Created(factory(provider)));
    }

    private static MovieRecBuilder<TUserId, TItemId> AddRecommender<TUserId, TItemId>(
        this IServiceCollection services, Func<IServiceProvider, Recommender<TUserId, TItemId>> factory)
        where TUserId : notnull
        where TItemId : notnull
    {
        // Ids of a kind that no map can hold are refused here, not by the first request.
        _ = IdMap<TUserId>.Kind;
        _ = IdMap<TItemId>.Kind;
        services.TryAddSingleton(static provider => new ModelSource<TUserId, TItemId>(provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton(provider => provider.GetServices<PipelineSetup<TUserId, TItemId>>()
            .Aggregate(factory(provider), static (recommender, setup) => setup.Apply(recommender)));
        services.TryAddSingleton(static provider => provider.GetRequiredService<Recommender<TUserId, TItemId>>().Model);
        services.TryAddSingleton(static provider =>
        {
            IRecommender model = provider.GetRequiredService<Recommender<TUserId, TItemId>>().Model;
            return model.GetService<IExplainer>()
                ?? throw new InvalidOperationException($"The model '{model.Info.Algorithm}' does not offer IExplainer: it cannot explain its scores.");
        });
        return new MovieRecBuilder<TUserId, TItemId>(services);
    }
}
