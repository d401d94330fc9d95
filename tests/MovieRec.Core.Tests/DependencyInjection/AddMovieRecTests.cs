using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MovieRec.Tests.Facade;
using MovieRec.Tests.Persistence;

namespace MovieRec.Tests.DependencyInjection;

/// <summary>What is registered, once, and what resolves to what.</summary>
public sealed class AddMovieRecTests
{
    [Fact]
    public void AddMovieRec_Path_ResolvesOneRecommenderItsModelAndExplainer()
    {
        using TemporaryFolder folder = new();
        Recommender<int, string> saved = Save(folder, out string path);
        ServiceCollection services = new();

        MovieRecBuilder<int, string> builder = services.AddMovieRec<int, string>(path);
        using ServiceProvider provider = Validated(services);

        Assert.Same(services, builder.Services);
        Recommender<int, string> loaded = provider.GetRequiredService<Recommender<int, string>>();
        Assert.Equal(saved.ModelVersion, loaded.ModelVersion);
        Assert.Equal(saved.Recommend(1), loaded.Recommend(1));
        Assert.Same(loaded, provider.GetRequiredService<Recommender<int, string>>());
        Assert.Same(loaded.Model, provider.GetRequiredService<IRecommender>());
        Assert.Same(loaded.Model, provider.GetRequiredService<IExplainer>());
        using IServiceScope scope = provider.CreateScope();
        Assert.Same(loaded, scope.ServiceProvider.GetRequiredService<Recommender<int, string>>());
    }

    [Fact]
    public void AddMovieRec_Instance_IsTheOneResolved()
    {
        Recommender<int, string> model = SampleData.Als<int, string>();
        ServiceCollection services = new();
        services.AddMovieRec(model);
        using ServiceProvider provider = Validated(services);

        Assert.Same(model, provider.GetRequiredService<Recommender<int, string>>());
        Assert.Same(model.Model, provider.GetRequiredService<IExplainer>());
    }

    [Fact]
    public void AddMovieRec_Factory_CalledOnceWithTheProvider()
    {
        int calls = 0;
        ServiceCollection services = new();
        services.AddSingleton(SampleData.Create<int, string>());
        services.AddMovieRec<int, string>(provider =>
        {
            calls++;
            return Recommender<int, string>.Train(provider.GetRequiredService<MovieDataSet<int, string>>(), new PopularityTrainer());
        });
        using ServiceProvider provider = Validated(services);
        Assert.Equal(0, calls);

        Assert.IsType<PopularityModel>(provider.GetRequiredService<IRecommender>());
        Assert.Same(provider.GetRequiredService<Recommender<int, string>>().Model, provider.GetRequiredService<IExplainer>());
        Assert.Equal(1, calls);
    }

    [Fact]
    public void AddMovieRec_FactoryReturnsNull_SaysSo()
    {
        ServiceCollection services = new();
        services.AddMovieRec<int, string>(static _ => null!);
        using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => provider.GetService<Recommender<int, string>>());

        Assert.Contains("AddMovieRec<Int32, String> returned null", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddMovieRec_Twice_RegistersNothingTwiceAndTheFirstDecides()
    {
        Recommender<int, string> first = SampleData.Als<int, string>();
        ServiceCollection services = new();
        services.AddMovieRec(first);
        services.AddMovieRec<int, string>("unused.mrec");
        int once = services.Count(d => d.ServiceType.Namespace!.StartsWith("MovieRec", StringComparison.Ordinal));
        services.AddMovieRec(SampleData.Als<int, string>(als: SampleData.AlsOptions with { Seed = 5 }));
        services.AddMovieRec<int, string>("unused.mrec");

        Assert.Equal(once, services.Count(d => d.ServiceType.Namespace!.StartsWith("MovieRec", StringComparison.Ordinal)));
        Assert.Single(services, d => d.ServiceType == typeof(Recommender<int, string>));
        Assert.Single(services, d => d.ServiceType == typeof(IRecommender));
        Assert.Single(services, d => d.ServiceType == typeof(IExplainer));
        Assert.Single(services, d => d.ServiceType == typeof(Microsoft.Extensions.Options.IValidateOptions<MovieRecOptions<int, string>>));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Same(first, provider.GetRequiredService<Recommender<int, string>>());
    }

    [Fact]
    public void AddMovieRec_OwnIRecommenderRegisteredBefore_Stays()
    {
        StubModel own = new(1, [1]);
        ServiceCollection services = new();
        services.AddSingleton<IRecommender>(own);
        services.AddMovieRec(SampleData.Als<int, string>());
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IRecommender>());
        Assert.IsType<AlsModel>(provider.GetRequiredService<IExplainer>());
    }

    [Fact]
    public void AddMovieRec_TwoIdTypes_SideBySide()
    {
        using TemporaryFolder folder = new();
        string ints = folder.File("ints.mrec");
        string guids = folder.File("guids.mrec");
        SampleData.Als<int, int>().Save(ints);
        SampleData.Als<string, Guid>(als: SampleData.AlsOptions with { Seed = 9 }).Save(guids);
        ServiceCollection services = new();
        services.AddMovieRec<int, int>(ints);
        services.AddMovieRec<string, Guid>(guids);
        using ServiceProvider provider = Validated(services);

        Recommender<int, int> first = provider.GetRequiredService<Recommender<int, int>>();
        Recommender<string, Guid> second = provider.GetRequiredService<Recommender<string, Guid>>();

        Assert.Equal(1, ((AlsModel)first.Model).Options.Seed);
        Assert.Equal(9, ((AlsModel)second.Model).Options.Seed);
        Assert.Same(first.Model, provider.GetRequiredService<IRecommender>()); // the one that was added first
        Assert.NotEmpty(first.Recommend(SampleData.Id<int>(0)));
        Assert.NotEmpty(second.Recommend(SampleData.Id<string>(0)));
    }

    [Fact]
    public void AddMovieRec_ModelThatCannotExplain_SaysSoWhenTheExplainerIsAskedFor()
    {
        ServiceCollection services = new();
        services.AddMovieRec(new Recommender<int, int>(IdMap<int>.Create([1]), IdMap<int>.Create([1]), new StubModel(1, [1], explains: false)));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<IRecommender>());
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => provider.GetService<IExplainer>());
        Assert.Contains("'stub' does not offer IExplainer", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddMovieRec_UnsupportedIds_RefusedAtOnce()
    {
        ServiceCollection services = new();

        Assert.Throws<NotSupportedException>(() => services.AddMovieRec<uint, int>("m.mrec"));
        Assert.Throws<NotSupportedException>(() => services.AddMovieRec<int, DateTime>("m.mrec"));
    }

    [Fact]
    public void AddMovieRec_NullArguments_AreNamed()
    {
        ServiceCollection services = new();

        Assert.Throws<ArgumentNullException>("services", () => ((IServiceCollection)null!).AddMovieRec<int, int>("m"));
        Assert.Throws<ArgumentNullException>("modelPath", () => services.AddMovieRec<int, int>((string)null!));
        Assert.Throws<ArgumentException>("modelPath", () => services.AddMovieRec<int, int>(" "));
        Assert.Throws<ArgumentNullException>("recommender", () => services.AddMovieRec((Recommender<int, int>)null!));
        Assert.Throws<ArgumentNullException>("factory", () => services.AddMovieRec((Func<IServiceProvider, Recommender<int, int>>)null!));
        Assert.Throws<ArgumentNullException>("services", () => new MovieRecBuilder<int, int>(null!));
    }

    [Fact]
    public void Load_Logs_VersionAndSizesUnderAStableEventId()
    {
        using TemporaryFolder folder = new();
        Recommender<int, string> saved = Save(folder, out string path);
        using RecordingLoggerProvider log = new();
        ServiceCollection services = new();
        services.AddLogging(l => l.AddProvider(log));
        services.AddMovieRec<int, string>(path);
        using ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<Recommender<int, string>>();
        _ = provider.GetRequiredService<Recommender<int, string>>();

        RecordingLoggerProvider.Entry entry = Assert.Single(log.Entries);
        Assert.Equal(("MovieRec.Model", LogLevel.Information), (entry.Category, entry.Level));
        Assert.Equal((1001, "ModelLoaded"), (entry.Id.Id, entry.Id.Name));
        Assert.Equal(saved.ModelVersion, entry.Values["ModelVersion"]);
        Assert.Equal(SampleData.UserCount, entry.Values["UserCount"]);
        Assert.Equal(SampleData.MovieCount, entry.Values["ItemCount"]);
        Assert.Equal(path, entry.Values["ModelPath"]);
    }

    [Fact]
    public void Load_WithoutHistory_Warns()
    {
        using TemporaryFolder folder = new();
        SampleData.Als<int, string>().Save(folder.File("m.mrec"), new SaveOptions { IncludeHistory = false });
        using RecordingLoggerProvider log = new();
        ServiceCollection services = new();
        services.AddLogging(l => l.AddProvider(log));
        services.AddMovieRec<int, string>(folder.File("m.mrec"));
        using ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<Recommender<int, string>>();

        Assert.Equal([1001, 1002], log.Entries.Select(e => e.Id.Id));
        Assert.Equal(LogLevel.Warning, log.Entries.Last().Level);
    }

    [Fact]
    public void Factory_Logs_Created()
    {
        using RecordingLoggerProvider log = new();
        ServiceCollection services = new();
        services.AddLogging(l => l.AddProvider(log));
        services.AddMovieRec<int, string>(static _ => SampleData.Als<int, string>());
        using ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IRecommender>();

        Assert.Equal((1003, "ModelCreated"), (Assert.Single(log.Entries).Id.Id, log.Entries.First().Id.Name));
    }

    private static Recommender<int, string> Save(TemporaryFolder folder, out string path)
    {
        path = folder.File("m.mrec");
        Recommender<int, string> model = SampleData.Als<int, string>();
        model.Save(path);
        return model;
    }

    private static ServiceProvider Validated(ServiceCollection services) =>
        services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
