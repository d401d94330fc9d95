namespace MovieRec.Tests.Persistence;

/// <summary>A reader sees the old file or the new one; a failed write leaves the old one and nothing beside it.</summary>
public sealed class PublishTests
{
    [Theory]
    [InlineData(FailurePoint.Collecting)]
    [InlineData(FailurePoint.Writing)]
    public void Save_FormatThrows_OldFileStaysAndNothingElse(FailurePoint point)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Recommender<int, int> model = SampleData.Als<int, int>();
        model.Save(path);
        byte[] old = File.ReadAllBytes(path);

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => model.Save(path, formats: ModelFormats.Default.With(new FailingFormat(point))));

        Assert.Equal("The disk of this test is full.", e.Message);
        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Save_CancelledInTheMiddle_OldFileStaysAndNothingElse()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Recommender<int, int> model = SampleData.Als<int, int>();
        model.Save(path);
        byte[] old = File.ReadAllBytes(path);
        using CancellationTokenSource cancellation = new();
        FailingFormat format = new(FailurePoint.Writing, cancellation);

        Assert.Throws<OperationCanceledException>(
            () => model.Save(path, formats: ModelFormats.Default.With(format), cancellationToken: cancellation.Token));

        Assert.True(format.WasAsked);
        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void SaveAndLoad_TokenCancelledBefore_Throw()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Recommender<int, int> model = SampleData.Als<int, int>();
        CancellationToken cancelled = new(canceled: true);

        Assert.Throws<OperationCanceledException>(() => model.Save(path, cancellationToken: cancelled));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
        model.Save(path);
        Assert.Throws<OperationCanceledException>(() => Recommender<int, int>.Load(path, cancellationToken: cancelled));
    }

    [Fact]
    public void Save_WhileReadersLoad_EveryReaderGetsOneOfTheTwo()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Recommender<int, int> one = SampleData.Als<int, int>();
        Recommender<int, int> two = SampleData.Als<int, int>(als: SampleData.AlsOptions with { Seed = 2 });
        one.Save(path);
        using CancellationTokenSource stop = new();
        HashSet<string> seen = [];
        int loads = 0;
        Thread reader = new(() =>
        {
            while (!stop.IsCancellationRequested || loads < 10)
            {
                seen.Add(Recommender<int, int>.Load(path).ModelVersion);
                loads++;
            }
        });
        reader.Start();

        for (int i = 0; i < 25; i++)
        {
            (i % 2 == 0 ? two : one).Save(path);
        }

        stop.Cancel();
        reader.Join();
        Assert.Subset(new HashSet<string> { one.ModelVersion, two.ModelVersion }, seen);
        Assert.Equal(two.ModelVersion, Recommender<int, int>.Load(path).ModelVersion);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Save_OverAnOpenFile_TheOpenOneStaysTheOldModel()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Recommender<int, int> one = SampleData.Als<int, int>();
        one.Save(path);
        using ModelFile open = ModelFile.Open(path);
        SampleData.Als<int, int>(als: SampleData.AlsOptions with { Seed = 2 }).Save(path);

        AlsModel model = Assert.IsType<AlsModel>(ModelBundle.Load<int, int>(open, ModelFormats.Default).Model);

        Assert.Equal(1, model.Options.Seed);
        Assert.Equal(((AlsModel)one.Model).ItemFactors.Values, model.ItemFactors.Values);
    }

    [Fact]
    public void Save_FolderMissingOrTargetIsFolder_IoExceptionAndNothingLeft()
    {
        using TemporaryFolder folder = new();
        Recommender<int, int> model = SampleData.Als<int, int>();

        Assert.Throws<DirectoryNotFoundException>(() => model.Save(folder.File("no/where.mrec")));
        Directory.CreateDirectory(folder.File("taken"));
        Assert.ThrowsAny<Exception>(() => model.Save(folder.File("taken")));

        Assert.Equal([folder.File("taken")], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Save_ModelWithoutFormat_SaysWhichAreKnown()
    {
        using TemporaryFolder folder = new();
        Recommender<int, int> sample = SampleData.Als<int, int>();
        ExactIndex index = new((AlsModel)sample.Model, Similarity.InnerProduct);
        Recommender<int, int> indexed = new(
            sample.Users, sample.Items, new IndexedRecommender(sample.Model, index, sample.Histories), null, sample.Catalog, sample.Histories);

        NotSupportedException e = Assert.Throws<NotSupportedException>(() => indexed.Save(folder.File("m.mrec")));

        Assert.Contains("popularity", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Save_TextThatIsNoUnicode_SaysWhichTextAndLeavesNothing()
    {
        using TemporaryFolder folder = new();
        MovieDataSet<int, int> data = SampleData.Create<int, int>();
        MovieMetadata?[] movies = new MovieMetadata?[data.Items.Count];
        movies[3] = new MovieMetadata { Title = "half a pair: \uD83C" };
        Recommender<int, int> model = Recommender<int, int>.Train(
            new MovieDataSet<int, int>(data.Users, data.Items, data.Log, MovieCatalog.Create(movies)), new PopularityTrainer());

        ArgumentException e = Assert.Throws<ArgumentException>(() => model.Save(folder.File("m.mrec")));

        Assert.Contains("Text 3 of 'catalog.titles'", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    public enum FailurePoint
    {
        Collecting,
        Writing,
    }

    /// <summary>Takes ALS models over and fails after some megabytes, so that parts of the file are on disk already.</summary>
    private sealed class FailingFormat(FailurePoint point, CancellationTokenSource? cancellation = null) : IModelFormat
    {
        public string Name => "failing";

        public int Version => 1;

        public bool WasAsked { get; private set; }

        public bool CanWrite(IRecommender model) => model is AlsModel;

        public void Write(IRecommender model, ModelSectionWriter sections)
        {
            if (point == FailurePoint.Collecting)
            {
                throw new InvalidOperationException("The disk of this test is full.");
            }

            sections.Add("half", w =>
            {
                w.Write(new byte[3_000_000]);
                WasAsked = true;
                if (cancellation is null)
                {
                    throw new InvalidOperationException("The disk of this test is full.");
                }

                cancellation.Cancel();
                w.Write(new byte[3_000_000]);
            });
        }

        public IRecommender Read(ModelSectionReader sections, ModelReadContext context) => throw new NotSupportedException();
    }
}
