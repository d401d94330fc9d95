using System.Globalization;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>Folders as Spark lays them out, folders that lack something, and parents.</summary>
public sealed class SparkFolderTests
{
    private const int Rank = 3;

    [Fact]
    public void Read_PartsInAnyOrderAndEmptyOnes_GivesSortedFactors()
    {
        using TemporaryFolder folder = new();
        string path = SparkModels.Folder(
            folder,
            Rank,
            [(4, Part(9, 2)), (0, Part(30, 1)), (2, Part()), (11, Part(5))],
            [(0, Part(8))]);

        SparkAlsModel model = Read(path);

        Assert.Equal([1L, 2L, 5L, 9L, 30L], model.Factors.Users.Ids.ToArray());
        Assert.Equal([5f, 5.5f, 6f], model.Factors.GetUserVector(2).ToArray());
        Assert.Equal("u", model.UserColumn);
        Assert.Equal("item", model.ItemColumn);
        Assert.Equal("drop", model.ColdStartStrategy);
        Assert.Contains(model.Notes, n => n.StartsWith("userFactors: part 1, 3, 5, 6, 7, … is not there", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_PipelineInsideCrossValidation_DescendsToTheModel()
    {
        using TemporaryFolder folder = new();
        string als = SparkModels.Folder(folder, Rank, [(0, Part(1))], [(0, Part(2))]);
        string parent = folder.In("cv");
        SparkModels.WriteMetadata(parent, Metadata("org.apache.spark.ml.tuning.CrossValidatorModel", "{}"));
        string pipeline = Path.Combine(parent, "bestModel");
        SparkModels.WriteMetadata(pipeline, Metadata("org.apache.spark.ml.PipelineModel", """{"stageUids":["index_7","als_1"]}"""));
        SparkModels.WriteMetadata(Path.Combine(pipeline, "stages", "00_index_7"), Metadata("org.apache.spark.ml.feature.StringIndexerModel", "{}"));
        SparkModels.Copy(als, Path.Combine(pipeline, "stages", "01_als_1"));

        SparkAlsModel model = Read(parent);

        Assert.Equal(Path.Combine(pipeline, "stages", "01_als_1"), model.Path);
        Assert.Equal(1, model.Factors.Users.Count);
    }

    [Fact]
    public void Read_TwoModelsInAPipeline_AsksForOne()
    {
        using TemporaryFolder folder = new();
        string als = SparkModels.Folder(folder, Rank, [(0, Part(1))], [(0, Part(2))]);
        string parent = folder.In("pipeline");
        SparkModels.WriteMetadata(parent, Metadata("org.apache.spark.ml.PipelineModel", """{"stageUids":["als_1","als_2"]}"""));
        SparkModels.Copy(als, Path.Combine(parent, "stages", "0_als_1"));
        SparkModels.Copy(als, Path.Combine(parent, "stages", "1_als_2"));

        Assert.Contains("there are 2 ALS models", Error(parent).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "nothing", "there is no such folder" },
        { "metadata", "there is no folder 'metadata'" },
        { "users", "the folder 'userFactors' is missing" },
        { "items", "the folder 'itemFactors' is missing" },
        { "parts", "there are no part files" },
        { "sidecar", "part-00001-0-c000.parquet is missing; its checksum file is there" },
        { "json", "not one line of JSON" },
        { "array", "no JSON object" },
        { "class", "there is no ALS model in it; it holds org.apache.spark.ml.clustering.KMeansModel" },
        { "mllib", "org.apache.spark.mllib.recommendation.MatrixFactorizationModel" },
        { "rank", "the number of factors is missing" },
        { "otherRank", "a page announces 6 values; 4 are missing from 2 rows of 2, the rank that the metadata gives" },
        { "hugeRank", "the rank is 1000000" },
        { "duplicate", "the id 4 occurs twice; it is also in part-00000-0-c000.parquet" },
        { "nan", "feature 1 of row 0 is NaN" },
        { "infinite", "feature 0 of row 1 is" },
        { "localFile", "layout of Spark 4's local saving mode" },
        { "localFolder", "layout of Spark 4's local saving mode" },
        { "localMetadata", "layout of Spark 4's local saving mode" },
        { "best", "the folder 'bestModel' is missing" },
        { "stage", "the stage 'als_9' is missing" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Read_Damaged_SaysWhereAndWhat(string damage, string expected)
    {
        using TemporaryFolder folder = new();
        byte[] twice = damage == "duplicate" ? Part(4) : Part(3, 8);
        byte[] first = damage switch
        {
            "nan" => Part([7], [1, float.NaN, 3]),
            "infinite" => Part([7, 9], [1, 2, 3, float.PositiveInfinity, 0, 0]),
            _ => Part(7, 4),
        };
        string path = SparkModels.Folder(folder, Rank, [(0, first), (1, twice)], [(0, Part(1))]);
        string users = Path.Combine(path, "userFactors");
        switch (damage)
        {
            case "nothing": path = folder.In("nowhere"); break;
            case "metadata": Directory.Delete(Path.Combine(path, "metadata"), recursive: true); break;
            case "users": Directory.Delete(users, recursive: true); break;
            case "items": Directory.Delete(Path.Combine(path, "itemFactors"), recursive: true); break;
            case "parts": Array.ForEach(Directory.GetFiles(users), File.Delete); break;
            case "sidecar":
                HadoopChecksum.Write(Path.Combine(users, "part-00001-0-c000.parquet"));
                File.Delete(Path.Combine(users, "part-00001-0-c000.parquet"));
                break;
            case "json": SparkModels.WriteMetadata(path, "{\"class\":"); break;
            case "array": SparkModels.WriteMetadata(path, "[1]"); break;
            case "class": SparkModels.WriteMetadata(path, Metadata("org.apache.spark.ml.clustering.KMeansModel", "{}")); break;
            case "mllib": SparkModels.WriteMetadata(path, Metadata("org.apache.spark.mllib.recommendation.MatrixFactorizationModel", "{}")); break;
            case "rank": SparkModels.WriteMetadata(path, Metadata("org.apache.spark.ml.recommendation.ALSModel", "{}")); break;
            case "otherRank": SparkModels.WriteMetadata(path, SparkModels.AlsMetadata(2)); break;
            case "hugeRank": SparkModels.WriteMetadata(path, SparkModels.AlsMetadata(1_000_000)); break;
            case "localFile":
                Directory.Delete(users, recursive: true);
                File.WriteAllText(users, "x");
                break;
            case "localFolder":
                Array.ForEach(Directory.GetFiles(users), File.Delete);
                File.WriteAllText(Path.Combine(users, "data"), "x");
                break;
            case "localMetadata":
                Directory.Delete(Path.Combine(path, "metadata"), recursive: true);
                File.WriteAllText(Path.Combine(path, "metadata"), "x");
                break;
            case "best": SparkModels.WriteMetadata(path, Metadata("org.apache.spark.ml.tuning.TrainValidationSplitModel", "{}")); break;
            case "stage":
                SparkModels.WriteMetadata(path, Metadata("org.apache.spark.ml.PipelineModel", """{"stageUids":["als_9"]}"""));
                Directory.CreateDirectory(Path.Combine(path, "stages"));
                break;
            default: break;
        }

        Assert.Contains(expected, Error(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LostPartOfAFullModel_IsAnErrorUnlessAllowed()
    {
        using TemporaryFolder folder = new();
        (int, byte[])[] parts = [.. Enumerable.Range(0, 10).Where(static p => p != 3).Select(static p => (p, Part([.. Enumerable.Range(0, 40).Select(i => (10 * i) + p)])))];
        string path = SparkModels.Folder(folder, Rank, parts, [(0, Part(1))]);

        DataFormatException error = Error(path);

        Assert.Contains("part 3 of 'userFactors' is missing", error.Message, StringComparison.Ordinal);
        SparkAlsModel model = SparkAlsReader.Read(path, new SparkAlsReadOptions { AllowMissingParts = true }, TestContext.Current.CancellationToken);
        Assert.Equal(360, model.Factors.Users.Count);
        Assert.Single(model.Notes);
    }

    [Fact]
    public void Read_LostLastPart_IsNoticedFromTheRemainders()
    {
        using TemporaryFolder folder = new();
        (int, byte[])[] parts = [.. Enumerable.Range(0, 9).Select(static p => (p, Part([.. Enumerable.Range(0, 40).Select(i => (10 * i) + p)])))];
        string path = SparkModels.Folder(folder, Rank, parts, [(0, Part(1))]);

        Assert.Contains("part 9 of 'userFactors' is missing", Error(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_IdsThatAreMultiples_LeaveHalfOfThePartsOutAndAreRead()
    {
        using TemporaryFolder folder = new();
        (int, byte[])[] parts = [.. Enumerable.Range(0, 5).Select(static p => (2 * p, Part([.. Enumerable.Range(0, 40).Select(i => (10 * i) + (2 * p))])))];
        string path = SparkModels.Folder(folder, Rank, parts, [(0, Part(1))]);

        Assert.Equal(200, Read(path).Factors.Users.Count);
    }

    [Fact]
    public void Read_GapInAReleaseThatWroteEveryPart_IsAnError()
    {
        using TemporaryFolder folder = new();
        string path = SparkModels.Folder(folder, Rank, [(0, Part(1)), (2, Part(2))], [(0, Part(1))], version: "2.2.1");

        Assert.Contains("part 1 of 'userFactors' is missing", Error(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutSuccessMark_SaysSo()
    {
        using TemporaryFolder folder = new();
        string path = SparkModels.Folder(folder, Rank, [(0, Part(1))], [(0, Part(1))]);
        File.Delete(Path.Combine(path, "itemFactors", "_SUCCESS"));

        Assert.Contains("itemFactors: the mark _SUCCESS is missing", Assert.Single(Read(path).Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crc\0", 512u, 0, false)]
    [InlineData("cRc\0", 512u, 0, true)]
    [InlineData("crc\0", 0u, 0, true)]
    [InlineData("crc\0", 4000000000u, 0, true)]
    [InlineData("crc\0", 512u, 4, true)]
    [InlineData("crc\0", 512u, -4, true)]
    public void Verify_Sidecar_ChecksMarkBlockAndLength(string mark, uint block, int more, bool refused)
    {
        using TemporaryFolder folder = new();
        string file = folder.In("part-00000");
        File.WriteAllBytes(file, [.. Enumerable.Range(0, 1300).Select(static i => (byte)(i * 7))]);
        HadoopChecksum.Write(file);
        string sidecar = HadoopChecksum.SidecarOf(file);
        byte[] sums = File.ReadAllBytes(sidecar);
        Assert.Equal(8 + (3 * 4), sums.Length);
        System.Text.Encoding.ASCII.GetBytes(mark).CopyTo(sums, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(sums.AsSpan(4), block);
        Array.Resize(ref sums, sums.Length + more);
        File.WriteAllBytes(sidecar, sums);

        if (refused)
        {
            Assert.Throws<DataFormatException>(() => HadoopChecksum.Verify(file));
        }
        else
        {
            Assert.True(HadoopChecksum.Verify(file));
        }
    }

    private static byte[] Part(params int[] ids) => Part(ids, [.. ids.SelectMany(static id => new[] { id, id + 0.5f, id + 1f })]);

    private static byte[] Part(int[] ids, float[] features) => new TestParquet().Write(ids, features, Rank);

    private static string Metadata(string type, string parameters) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"class":"{{type}}","timestamp":1,"sparkVersion":"3.4.0","uid":"x_1","paramMap":{{parameters}}}""");

    private static SparkAlsModel Read(string path) => SparkAlsReader.Read(path, null, TestContext.Current.CancellationToken);

    private static DataFormatException Error(string path) => Assert.Throws<DataFormatException>(() => Read(path));
}
