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

    /// <summary>The services that the model was added to.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gives every list a diversity setting; a request's own <see cref="RecommendOptions.Diversity"/> takes its place.</summary>
    /// <param name="diversity">0 (the model's own lists) … 1, see <see cref="Diversity"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The setting is outside 0 … 1.</exception>
    public MovieRecBuilder<TUserId, TItemId> UseDiversity(float diversity)
    {
        Diversity.ToStrength(diversity);
        return Add(new PipelineSetup<TUserId, TItemId>(r => r.WithDiversity(diversity)));
    }

    /// <summary>Puts filters and re-rankers around the model and its fallback, in the order in which they are written.</summary>
    /// <param name="configure">Writes the steps; called when a model is loaded.</param>
    public MovieRecBuilder<TUserId, TItemId> UsePipeline(Action<RecommendationPipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(new PipelineSetup<TUserId, TItemId>(r => r.WithPipeline(configure)));
    }

    private MovieRecBuilder<TUserId, TItemId> Add(PipelineSetup<TUserId, TItemId> setup)
    {
        Services.AddSingleton(setup);
        return this;
    }
}
