using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MovieRec.Tests.Persistence;

namespace MovieRec.Tests.DependencyInjection;

/// <summary>A host starts with a model that answers, or does not start and says why.</summary>
public sealed class HostStartTests
{
    [Fact]
    public async Task Start_GoodFile_ModelIsThereBeforeTheFirstRequest()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        SampleData.Als<int, string>().Save(path);
        using IHost host = Host(services => services.AddMovieRec<int, string>(path));

        await host.StartAsync(TestContext.Current.CancellationToken);
        File.Delete(path); // read already

        Assert.NotEmpty(host.Services.GetRequiredService<Recommender<int, string>>().Recommend(1));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_MissingFile_SaysWhichFile()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("nowhere.mrec");

        string message = await FailedStart(services => services.AddMovieRec<int, string>(path));

        Assert.Equal($"MovieRecOptions<Int32, String>.ModelPath: The model file '{path}' does not exist.", message);
    }

    [Fact]
    public async Task Start_DamagedFile_SaysWhereAndWhy()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        SampleData.Als<int, string>().Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 4;
        File.WriteAllBytes(path, bytes);

        string message = await FailedStart(services => services.AddMovieRec<int, string>(path));

        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("the file is damaged", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OtherIdTypes_SaysWhichTheFileHas()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        SampleData.Als<int, string>().Save(path);

        string message = await FailedStart(services => services.AddMovieRec<long, string>(path));

        Assert.Contains("the file has Int32 user ids", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FolderInsteadOfFile_SaysThatThereIsNoSuchFile()
    {
        using TemporaryFolder folder = new();

        string message = await FailedStart(services => services.AddMovieRec<int, string>(folder.Root));

        Assert.Contains($"The model file '{folder.Root}' does not exist", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoPath_SaysWhichOption()
    {
        string message = await FailedStart(services => services.AddMovieRec<int, string>());

        Assert.Equal("MovieRecOptions<Int32, String>.ModelPath is empty; expected the path of a model file (.mrec).", message);
    }

    [Theory]
    [InlineData("loading", "Loading is 7; expected AtStart or OnFirstUse")]
    [InlineData("formats", "Formats is null")]
    public async Task Start_BadOption_SaysWhich(string option, string expected)
    {
        string message = await FailedStart(services => services.AddMovieRec<int, string>("m.mrec", options =>
        {
            if (option == "loading")
            {
                options.Loading = (ModelLoading)7;
            }
            else
            {
                options.Formats = null!;
            }
        }));

        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnFirstUse_FileMayComeLater()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        using IHost host = Host(services => services.AddMovieRec<int, string>(path, options => options.Loading = ModelLoading.OnFirstUse));
        await host.StartAsync(TestContext.Current.CancellationToken);

        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => host.Services.GetRequiredService<Recommender<int, string>>());
        Assert.Equal($"The model file '{path}' does not exist.", e.Message);
        SampleData.Als<int, string>().Save(path);

        Assert.NotEmpty(host.Services.GetRequiredService<Recommender<int, string>>().Recommend(1));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_PathFromSettings_IsUsed()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        SampleData.Als<int, string>().Save(path);
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MovieRec:ModelPath"] = path,
            ["MovieRec:Loading"] = "OnFirstUse",
        });
        builder.Services.Configure<MovieRecOptions<int, string>>(builder.Configuration.GetSection("MovieRec"));
        builder.Services.AddMovieRec<int, string>();
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        MovieRecOptions<int, string> options = host.Services.GetRequiredService<IOptions<MovieRecOptions<int, string>>>().Value;
        Assert.Equal((path, ModelLoading.OnFirstUse), (options.ModelPath, options.Loading));
        Assert.NotEmpty(host.Services.GetRequiredService<Recommender<int, string>>().Recommend(1));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_TwoModelsOneMissing_FailsForTheMissingOne()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        SampleData.Als<int, string>().Save(path);

        string message = await FailedStart(services =>
        {
            services.AddMovieRec<int, string>(path);
            services.AddMovieRec<Guid, long>(folder.File("other.mrec"));
        });

        Assert.StartsWith("MovieRecOptions<Guid, Int64>.ModelPath:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Defaults()
    {
        MovieRecOptions<int, int> options = new();

        Assert.Equal("", options.ModelPath);
        Assert.Equal(ModelLoading.AtStart, options.Loading);
        Assert.Same(ModelFormats.Default, options.Formats);
    }

    private static async Task<string> FailedStart(Action<IServiceCollection> configure)
    {
        using IHost host = Host(configure);
        OptionsValidationException e = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));
        return Assert.Single(e.Failures);
    }

    private static IHost Host(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        configure(builder.Services);
        return builder.Build();
    }
}
