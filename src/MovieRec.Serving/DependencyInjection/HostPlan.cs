using Microsoft.Extensions.DependencyInjection;

namespace MovieRec.Serving;

/// <summary>What the builder was told, in order, until the host is made.</summary>
internal sealed class HostPlan<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private readonly List<Action<IServiceProvider, RecommenderHostOptions<TUserId, TItemId>>> _steps = [];

    /// <summary>Whether models come from the store that is registered under the same key.</summary>
    public bool FromStore { get; set; }

    public void Add(Action<IServiceProvider, RecommenderHostOptions<TUserId, TItemId>> step) => _steps.Add(step);

    public RecommenderHostOptions<TUserId, TItemId> Options(IServiceProvider provider)
    {
        RecommenderHostOptions<TUserId, TItemId> options = new();
        foreach (Action<IServiceProvider, RecommenderHostOptions<TUserId, TItemId>> step in _steps)
        {
            step(provider, options);
        }

        return options;
    }

    /// <summary>The plan of a builder, made with the host's registration when there is none yet.</summary>
    public static HostPlan<TUserId, TItemId> Of(MovieRecBuilder<TUserId, TItemId> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        object? key = builder.ServiceKey;
        ServiceDescriptor? known = builder.Services.FirstOrDefault(d => d.ServiceType == typeof(HostPlan<TUserId, TItemId>) && Equals(d.ServiceKey, key));
        if (known is not null)
        {
            return (HostPlan<TUserId, TItemId>)(key is null ? known.ImplementationInstance : known.KeyedImplementationInstance)!;
        }

        HostPlan<TUserId, TItemId> plan = new();
        if (key is null)
        {
            builder.Services.AddSingleton(plan);
            builder.Services.AddSingleton(provider => plan.Make(provider, null));
        }
        else
        {
            builder.Services.AddKeyedSingleton(key, plan);
            builder.Services.AddKeyedSingleton(key, (provider, k) => plan.Make(provider, k));
        }

        return plan;
    }

    private RecommenderHost<TUserId, TItemId> Make(IServiceProvider provider, object? key)
    {
        TimeProvider clock = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        RecommenderHostOptions<TUserId, TItemId> options = Options(provider);
        if (FromStore)
        {
            // A recommender from the container has these around it already.
            PipelineSetup<TUserId, TItemId>[] setups =
            [
                .. key is null ? provider.GetServices<PipelineSetup<TUserId, TItemId>>() : provider.GetKeyedServices<PipelineSetup<TUserId, TItemId>>(key),
            ];
            Func<Recommender<TUserId, TItemId>, Recommender<TUserId, TItemId>>? own = options.Prepare;
            options.Prepare = recommender => setups.Aggregate(own is null ? recommender : own(recommender), static (r, setup) => setup.Apply(r));
        }

        RecommenderHost<TUserId, TItemId> host = new(options, clock);
        if (FromStore)
        {
            StoreOpening<TUserId, TItemId> opening = (key is null
                ? provider.GetRequiredService<ModelStore<TUserId, TItemId>>()
                : provider.GetRequiredKeyedService<ModelStore<TUserId, TItemId>>(key)).Open();
            if (opening.Generation is { } generation)
            {
                host.Publish(generation, opening.DegradedReason);
            }
            else
            {
                host.ReportDegraded(opening.DegradedReason);
            }

            ServingStart.Log(provider, host, opening.DegradedReason);
            return host;
        }

        Recommender<TUserId, TItemId>? recommender = key is null
            ? provider.GetService<Recommender<TUserId, TItemId>>()
            : provider.GetKeyedService<Recommender<TUserId, TItemId>>(key);
        if (recommender is not null)
        {
            host.Publish(recommender);
        }

        ServingStart.Log(provider, host, "");
        return host;
    }
}
