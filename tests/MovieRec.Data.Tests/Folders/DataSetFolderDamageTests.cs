using System.Globalization;

namespace MovieRec.Data.Tests.Folders;

public sealed class DataSetFolderDamageTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_AnyFlippedBit_IsDetected()
    {
        // 2,100 flips in the normal run; MOVIEREC_BIT_FLIPS asks for more.
        int flips = int.TryParse(Environment.GetEnvironmentVariable("MOVIEREC_BIT_FLIPS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 2100;
        MovieDataSet<long, long> data = TestDataSets.Numbers(6, 60, 25, 100);
        string folder = _temporary["set"];
        DataSetManifest manifest = DataSetFolder.Write(folder, data);
        string[] names = [.. manifest.Files.Select(static f => f.Name), "dataset.json"];
        Assert.Equal(4, names.Length);
        Random random = new(99);
        for (int i = 0; i < flips; i++)
        {
            string path = Path.Combine(folder, names[i % names.Length]);
            byte[] good = File.ReadAllBytes(path);
            byte[] bad = [.. good];
            int at = random.Next(bad.Length);
            int bit = random.Next(8);
            bad[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(path, bad);
            string where = $"{path}, byte {at}, bit {bit}";
            DataFormatException? read = Record.Exception(() => DataSetFolder.Read<long, long>(folder)) as DataFormatException;
            Assert.True(read is not null && read.Path == path, $"{where}: {read?.Message ?? "not detected"}");
            Assert.True(Record.Exception(() => DataSetFolder.Verify(folder)) is DataFormatException, where);
            File.WriteAllBytes(path, good);
        }

        TestDataSets.AssertEqual(data, DataSetFolder.Read<long, long>(folder));
    }

    [Fact]
    public void ReadManifest_EveryBitOfTheJson_IsDetected()
    {
        string folder = _temporary["set"];
        DataSetFolder.Write(folder, TestDataSets.Numbers(6, 5, 5, 10));
        string path = Path.Combine(folder, "dataset.json");
        byte[] bytes = File.ReadAllBytes(path);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<DataFormatException>(() => ManifestJson.Decode(bytes, path));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(5, ManifestJson.Decode(bytes, path).Items);
    }

    [Theory]
    [InlineData("interactions.parquet")]
    [InlineData("movies.parquet")]
    [InlineData("dataset.json")]
    public void Read_TruncatedOrExtendedFile_NamesTheFile(string name)
    {
        string folder = _temporary["set"];
        DataSetFolder.Write(folder, TestDataSets.Numbers(7, 10, 10, 60));
        string path = Path.Combine(folder, name);
        byte[] good = File.ReadAllBytes(path);
        foreach (byte[] bad in (byte[][])[good[..^1], [], [.. good, 0], good[1..]])
        {
            File.WriteAllBytes(path, bad);
            Assert.Equal(path, Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(folder)).Path);
        }
    }

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        string folder = _temporary["set"];
        DataSetFolder.Write(folder, TestDataSets.Numbers(7, 10, 10, 60));
        File.Delete(Path.Combine(folder, "movies.parquet"));
        DataFormatException error = Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(folder));
        Assert.EndsWith("movies.parquet", error.Path, StringComparison.Ordinal);
        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ParquetWithoutManifest_SaysThatItIsNotRead()
    {
        string folder = _temporary["set"];
        DataSetFolder.Write(folder, TestDataSets.Numbers(7, 10, 10, 60));
        File.Delete(Path.Combine(folder, "dataset.json"));
        DataFormatException error = Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(folder));
        Assert.Contains("dataset.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("not read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFolderOrOtherFolder_SaysSo()
    {
        Assert.Throws<DirectoryNotFoundException>(() => DataSetFolder.Read<long, long>(_temporary["absent"]));
        Assert.Contains("not a data-set folder", Assert.Throws<DataFormatException>(() => DataSetFolder.ReadManifest(_temporary.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileOfAnotherDataSet_IsDetected()
    {
        DataSetFolder.Write(_temporary["one"], TestDataSets.Numbers(1, 10, 10, 60));
        DataSetFolder.Write(_temporary["two"], TestDataSets.Numbers(2, 10, 10, 60));
        File.Copy(_temporary["two/interactions.parquet"], _temporary["one/interactions.parquet"], overwrite: true);
        Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(_temporary["one"]));
    }

    [Theory]
    [InlineData("\"rows\": 150", "\"rows\": 2000000000", "2000000000")]
    [InlineData("\"interactions\": 150", "\"interactions\": -1", "-1")]
    [InlineData("\"version\": 1", "\"version\": 2", "version 2")]
    [InlineData("\"format\": \"movierec-dataset\"", "\"format\": \"other\"", "other")]
    [InlineData("\"userIdKind\": \"int64\"", "\"userIdKind\": \"int128\"", "int128")]
    [InlineData("movies.parquet", "../../secret", "movies.parquet")]
    [InlineData("\"simulated\":", "\"imagined\":", "simulated")]
    public void ReadManifest_SenselessContentWithRightChecksum_IsRefused(string text, string replacement, string expectedInMessage)
    {
        string folder = _temporary["set"];
        MovieDataSet<long, long> data = Exactly150Rows();
        DataSetFolder.Write(folder, data);
        string path = Path.Combine(folder, "dataset.json");
        string json = File.ReadAllText(path);
        Assert.Contains(text, json, StringComparison.Ordinal);
        File.WriteAllText(path, ManifestForgery.Sign(json.Replace(text, replacement, StringComparison.Ordinal)));
        DataFormatException error = Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(folder));
        Assert.Equal(path, error.Path);
        if (!text.StartsWith("\"rows\"", StringComparison.Ordinal))
        {
            Assert.Contains(expectedInMessage, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1_999_999_999)]
    [InlineData(151)]
    public void Read_ManifestClaimsMoreRowsThanTheFileHas_IsRefusedWithoutAllocatingThem(long rows)
    {
        string folder = _temporary["set"];
        DataSetFolder.Write(folder, Exactly150Rows());
        string path = Path.Combine(folder, "dataset.json");
        string claim = rows.ToString(CultureInfo.InvariantCulture);
        string json = File.ReadAllText(path)
            .Replace("\"interactions\": 150", $"\"interactions\": {claim}", StringComparison.Ordinal)
            .Replace("\"rows\": 150", $"\"rows\": {claim}", StringComparison.Ordinal);
        File.WriteAllText(path, ManifestForgery.Sign(json));
        long before = GC.GetAllocatedBytesForCurrentThread();
        DataFormatException error = Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(folder));
        Assert.Contains(claim, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    private static MovieDataSet<long, long> Exactly150Rows()
    {
        IdMap<long> ids = IdMap<long>.Create(Enumerable.Range(1, 15).Select(static i => (long)i));
        int[] users = [.. Enumerable.Range(0, 150).Select(static i => i / 10)];
        int[] items = [.. Enumerable.Range(0, 150).Select(static i => i % 10)];
        return new MovieDataSet<long, long>(ids, ids, InteractionLog.Create(15, 15, users, items));
    }
}
