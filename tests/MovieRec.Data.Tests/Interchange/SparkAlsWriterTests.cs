using Parquet;
using Parquet.Schema;

namespace MovieRec.Data.Tests.Interchange;

public sealed class SparkAlsWriterTests
{
    [Fact]
    public void Write_ThenRead_GivesTheSameFactorsVerified()
    {
        using TemporaryFolder folder = new();
        FactorTable<long, long> factors = SparkModels.Factors(users: 700, items: 300, rank: 17);

        SparkAlsModel model = SparkAlsReader.Read(SparkModels.Written(folder, factors), null, TestContext.Current.CancellationToken);

        Assert.Equal(factors.Users.Ids.ToArray(), model.Factors.Users.Ids.ToArray());
        Assert.Equal(factors.Items.Ids.ToArray(), model.Factors.Items.Ids.ToArray());
        Assert.Equal(factors.UserFactors.ToArray(), model.Factors.UserFactors.ToArray());
        Assert.Equal(factors.ItemFactors.ToArray(), model.Factors.ItemFactors.ToArray());
        Assert.Equal(3, model.VerifiedFiles);
        Assert.True(model.VerifiedPages >= 4);
        Assert.Empty(model.Notes);
    }

    [Fact]
    public void Write_Schema_EqualsTheRealFileFieldByField()
    {
        using TemporaryFolder folder = new();
        string real = Directory.EnumerateFiles(Path.Combine(SparkModels.Real(), "userFactors"), "part-00000*").Single();
        string written = Directory.EnumerateFiles(Path.Combine(SparkModels.Written(folder), "userFactors"), "part-00000*").Single();

        Dictionary<int, string> expected = ThriftText.Footer(File.ReadAllBytes(real));
        Dictionary<int, string> actual = ThriftText.Footer(File.ReadAllBytes(written));

        const int Version = 1;
        const int Schema = 2;
        const int KeyValues = 5;
        Assert.Equal(expected[Version], actual[Version]);
        Assert.Equal(expected[Schema], actual[Schema]);
        Assert.Equal(expected[KeyValues], actual[KeyValues]);
        Assert.Contains("'org.apache.spark.sql.parquet.row.metadata'", actual[KeyValues], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Parts_AreReadByAnotherLibrary()
    {
        using TemporaryFolder folder = new();
        FactorTable<long, long> factors = SparkModels.Factors();
        string file = Directory.EnumerateFiles(Path.Combine(SparkModels.Written(folder, factors), "itemFactors"), "part-*").Single();

        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        DataField[] fields = reader.Schema.DataFields;
        Assert.Equal(["id", "features/list/element"], fields.Select(static f => f.Path.ToString()));
        int[] ids = new int[factors.Items.Count];
        float[] features = new float[factors.Items.Count * factors.Dimensions];
        int[] definition = new int[features.Length];
        int[] repetition = new int[features.Length];
        await group.ReadRawAsync<int>(fields[0], ids, null, null, TestContext.Current.CancellationToken);
        await group.ReadRawAsync<float>(fields[1], features, definition, repetition, TestContext.Current.CancellationToken);

        Assert.Equal(factors.Items.Ids.ToArray().Select(static i => (int)i), ids);
        Assert.Equal(factors.ItemFactors.ToArray(), features);
        Assert.All(definition, static d => Assert.Equal(2, d));
        Assert.Equal(Enumerable.Range(0, features.Length).Select(v => v % factors.Dimensions == 0 ? 0 : 1), repetition);
    }

    [Fact]
    public void Write_UserWithoutVector_IsLeftOut()
    {
        using TemporaryFolder folder = new();
        FactorTable<long, long> factors = new(
            IdMap<long>.Create([1, 2, 3]), IdMap<long>.Create([9]), 2, new float[] { 1, 2, 0, 0, 3, 4 }, new float[] { 5, 6 });

        SparkAlsModel model = SparkAlsReader.Read(SparkModels.Written(folder, factors), null, TestContext.Current.CancellationToken);

        Assert.Equal([1L, 3L], model.Factors.Users.Ids.ToArray());
    }

    [Fact]
    public void Write_NoUsersAtAll_IsReadAsEmpty()
    {
        using TemporaryFolder folder = new();
        FactorTable<long, long> factors = new(IdMap<long>.Empty, IdMap<long>.Create([9]), 2, Array.Empty<float>(), new float[] { 5, 6 });

        SparkAlsModel model = SparkAlsReader.Read(SparkModels.Written(folder, factors), null, TestContext.Current.CancellationToken);

        Assert.Equal(0, model.Factors.Users.Count);
        Assert.Equal(1, model.Factors.Items.Count);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        using TemporaryFolder folder = new();
        string first = SparkModels.Written(folder);
        string second = folder.In("again");
        SparkAlsWriter.Write(second, SparkModels.Factors(), TestContext.Current.CancellationToken);

        string[] files = [.. Directory.EnumerateFiles(first, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(first, f)).Order(StringComparer.Ordinal)];
        Assert.Equal(12, files.Length);
        foreach (string file in files)
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file)));
        }
    }

    [Fact]
    public void Write_IdOutsideInt32_IsRefusedAndNothingIsLeft()
    {
        using TemporaryFolder folder = new();
        FactorTable<long, long> factors = new(IdMap<long>.Create([1L << 40]), IdMap<long>.Create([9]), 1, new float[] { 1 }, new float[] { 2 });

        Assert.Contains("1099511627776", Assert.Throws<NotSupportedException>(() => SparkModels.Written(folder, factors)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_FolderThatHoldsSomething_IsRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.In("note.txt"), "mine");

        Assert.Throws<IOException>(() => SparkAlsWriter.Write(folder.Path, SparkModels.Factors(), TestContext.Current.CancellationToken));
        Assert.True(File.Exists(folder.In("note.txt")));
    }

    [Fact]
    public void Write_FlippedBitOfAPage_IsDetectedByThePagesOwnChecksum()
    {
        using TemporaryFolder folder = new();
        string path = SparkModels.Written(folder);
        SparkModels.DeleteSidecars(path);
        string file = Directory.EnumerateFiles(Path.Combine(path, "itemFactors"), "part-*").Single();
        byte[] bytes = File.ReadAllBytes(file);
        int start = bytes.AsSpan().IndexOf(BitConverter.GetBytes(1f));
        bytes[start + 5] ^= 16;
        File.WriteAllBytes(file, bytes);

        DataFormatException error = Assert.Throws<DataFormatException>(() => SparkAlsReader.Read(path, null, TestContext.Current.CancellationToken));

        Assert.Contains("a page's checksum is", error.Message, StringComparison.Ordinal);
    }
}
