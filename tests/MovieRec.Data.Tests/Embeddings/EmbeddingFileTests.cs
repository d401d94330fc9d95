using MovieRec.Data.Tests.Folders;

namespace MovieRec.Data.Tests.Embeddings;

public sealed class EmbeddingFileTests : IDisposable
{
    private static readonly EmbeddingInfo Info = new() { Generator = "acme ü", Model = "text \"7\"", Fingerprint = "a;b\nc", Dimensions = 5 };
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteAndRead_Numbers_SameBits()
    {
        MovieDataSet<long, long> data = Folder();
        ItemEmbeddings embeddings = Vectors(data.Items.Count);
        EmbeddingFile.Write(_folder.Path, data.Items, embeddings, Token);

        ItemEmbeddings read = EmbeddingFile.Read(_folder.Path, data.Items, Token);

        Assert.Equal(Info, read.Info);
        Assert.Equal(Info, EmbeddingFile.ReadInfo(_folder.Path));
        Assert.Equal(embeddings.Checksum, read.Checksum);
        Assert.True(EmbeddingFile.Exists(_folder.Path));
        Assert.Equal(["dataset.json", "embeddings.json", "embeddings.parquet", "interactions.parquet", "movies.parquet"], _folder.Names().Except(["users.parquet"]));
    }

    [Fact]
    public void WriteAndRead_Texts_AndNumbersReadAsText_ById()
    {
        MovieDataSet<string, string> texts = TestDataSets.Texts(3, 8, 12, 40);
        DataSetFolder.Write(_folder["texts"], texts, cancellationToken: Token);
        EmbeddingFile.Write(_folder["texts"], texts.Items, Vectors(12), Token);
        Assert.Equal(Vectors(12).Checksum, EmbeddingFile.Read(_folder["texts"], texts.Items, Token).Checksum);

        // Ids read as text sort in another order: vectors follow their ids.
        MovieDataSet<long, long> numbers = TestDataSets.Numbers(4, 10, 30, 60);
        DataSetFolder.Write(_folder["numbers"], numbers, cancellationToken: Token);
        EmbeddingFile.Write(_folder["numbers"], numbers.Items, Vectors(30), Token);
        IdMap<string> asText = DataSetFolder.Read<string, string>(_folder["numbers"], Token).Items;
        ItemEmbeddings read = EmbeddingFile.Read(_folder["numbers"], asText, Token);
        for (int i = 0; i < 30; i++)
        {
            Assert.True(asText.TryGetIndex(numbers.Items[i].ToString(System.Globalization.CultureInfo.InvariantCulture), out int index));
            Assert.Equal(Vectors(30).GetVector(i).ToArray(), read.GetVector(index).ToArray());
        }
    }

    [Fact]
    public void Read_ItemsThatWereNotStored_GetZeros()
    {
        MovieDataSet<long, long> data = Folder();
        EmbeddingFile.Write(_folder.Path, data.Items, Vectors(data.Items.Count), Token);
        IdMap<long> more = IdMap<long>.Create([.. data.Items.Ids.ToArray(), 1_000_000]);

        ItemEmbeddings read = EmbeddingFile.Read(_folder.Path, more, Token);

        Assert.False(read.GetVector(more.Count - 1).ContainsAnyExcept(0f));
        Assert.True(read.GetVector(0).ContainsAnyExcept(0f));
    }

    [Fact]
    public void Read_MoviesWrittenAnew_IsRefused()
    {
        MovieDataSet<long, long> data = Folder();
        EmbeddingFile.Write(_folder.Path, data.Items, Vectors(data.Items.Count), Token);
        DataSetFolder.Write(_folder.Path, TestDataSets.Numbers(8, 10, 20, 60), cancellationToken: Token);

        DataFormatException error = Assert.Throws<DataFormatException>(() => EmbeddingFile.Read(_folder.Path, data.Items, Token));
        Assert.Contains("another version of movies.parquet", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EmbeddingFile.FileName)]
    [InlineData(EmbeddingFile.DescriptionName)]
    public void Read_AnyBitFlipped_IsDetected(string name)
    {
        MovieDataSet<long, long> data = Folder();
        EmbeddingFile.Write(_folder.Path, data.Items, Vectors(data.Items.Count), Token);
        byte[] good = File.ReadAllBytes(_folder[name]);
        Random random = new(5);
        for (int flip = 0; flip < BitFlips.Count(60); flip++)
        {
            byte[] bad = [.. good];
            bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            _folder.Write(name, bad);
            Assert.Throws<DataFormatException>(() => EmbeddingFile.Read(_folder.Path, data.Items, Token));
        }
    }

    [Fact]
    public void Read_FileMissing_SaysWhich()
    {
        MovieDataSet<long, long> data = Folder();
        Assert.False(EmbeddingFile.Exists(_folder.Path));
        Assert.Throws<FileNotFoundException>(() => EmbeddingFile.Read(_folder.Path, data.Items, Token));
        EmbeddingFile.Write(_folder.Path, data.Items, Vectors(data.Items.Count), Token);
        File.Delete(_folder[EmbeddingFile.FileName]);
        DataFormatException error = Assert.Throws<DataFormatException>(() => EmbeddingFile.Read(_folder.Path, data.Items, Token));
        Assert.Contains("embeddings.json names it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnotherNumberOfItemsOrNoDataSet_IsRefused()
    {
        MovieDataSet<long, long> data = Folder();
        Assert.Throws<ArgumentException>(() => EmbeddingFile.Write(_folder.Path, data.Items, Vectors(3), Token));
        Assert.Throws<DataFormatException>(() => EmbeddingFile.Write(Directory.CreateDirectory(_folder["empty"]).FullName, data.Items, Vectors(data.Items.Count), Token));
        Assert.Throws<OperationCanceledException>(
            () => EmbeddingFile.Write(_folder.Path, data.Items, Vectors(data.Items.Count), new CancellationToken(canceled: true)));
        Assert.False(EmbeddingFile.Exists(_folder.Path));
        Assert.DoesNotContain(_folder.Names(), static n => n.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private MovieDataSet<long, long> Folder()
    {
        MovieDataSet<long, long> data = TestDataSets.Numbers(7, 10, 20, 60);
        DataSetFolder.Write(_folder.Path, data, cancellationToken: Token);
        return data;
    }

    private static ItemEmbeddings Vectors(int count) =>
        ItemEmbeddings.Create(Info, [.. Enumerable.Range(0, count * 5).Select(static i => MathF.Sin(i + 1))]);
}
