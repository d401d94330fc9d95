using System.Text.Json;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>The real model against values that an independent Parquet reader found.</summary>
public sealed class SparkAlsReaderTests
{
    [Fact]
    public void Read_RealModel_EqualsTheIndependentReader()
    {
        using JsonDocument document = Expected(out JsonElement expected);

        SparkAlsModel model = SparkAlsReader.Read(SparkModels.Real(), null, TestContext.Current.CancellationToken);

        Assert.Equal(expected.GetProperty("spark_version").GetString(), model.SparkVersion);
        Assert.Equal(expected.GetProperty("rank").GetInt32(), model.Rank);
        Assert.Equal(expected.GetProperty("user_column").GetString(), model.UserColumn);
        Assert.Equal(expected.GetProperty("item_column").GetString(), model.ItemColumn);
        Assert.Equal(expected.GetProperty("cold_start_strategy").GetString(), model.ColdStartStrategy);
        Assert.Equal(21, model.PartFiles);
        Assert.Equal(21, model.VerifiedFiles);
        Assert.Empty(model.Notes);
        CheckSide(expected.GetProperty("user_factors"), model.Factors.Users, model.Factors.UserFactors.Span, model.Rank);
        CheckSide(expected.GetProperty("item_factors"), model.Factors.Items, model.Factors.ItemFactors.Span, model.Rank);
        foreach (JsonElement dot in expected.GetProperty("dot_products").EnumerateArray())
        {
            Assert.True(model.Factors.Users.TryGetIndex(dot.GetProperty("user").GetInt64(), out int user));
            Assert.True(model.Factors.Items.TryGetIndex(dot.GetProperty("item").GetInt64(), out int item));
            double value = 0;
            for (int k = 0; k < model.Rank; k++)
            {
                value += (double)model.Factors.GetUserVector(user)[k] * model.Factors.GetItemVector(item)[k];
            }

            Assert.Equal(dot.GetProperty("value").GetDouble(), value, 1e-12);
        }
    }

    [Fact]
    public void Read_RealModel_ServesTheExpectedTopFiveAlsoAfterARoundTrip()
    {
        using JsonDocument document = Expected(out JsonElement expected);
        using TemporaryFolder folder = new();
        SparkAlsModel model = SparkAlsReader.Read(SparkModels.Real(), null, TestContext.Current.CancellationToken);
        Recommender<long, long> served = ImportedRecommender.Create<long, long>(
            model.Factors, new ImportedOptions { Engine = "spark-als" }, cancellationToken: TestContext.Current.CancellationToken);
        string file = folder.In("model.mrec");
        served.Save(file, cancellationToken: TestContext.Current.CancellationToken);
        Recommender<long, long> loaded = Recommender<long, long>.Load(file, cancellationToken: TestContext.Current.CancellationToken);

        foreach (Recommender<long, long> recommender in new[] { served, loaded })
        {
            foreach (JsonElement top in expected.GetProperty("top5").EnumerateArray())
            {
                RecommendationList<long> list = recommender.Recommend(top.GetProperty("user").GetInt64(), new RecommendOptions { Count = 5 });

                Assert.Equal(top.GetProperty("items").EnumerateArray().Select(static i => i.GetInt64()), list.Select(static r => r.ItemId));
                foreach ((JsonElement score, Recommendation<long> item) in top.GetProperty("scores").EnumerateArray().Zip(list))
                {
                    Assert.Equal(score.GetDouble(), item.Score, 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Read_RealModelWithoutSidecars_ReadsTheSameAndVerifiesNothing()
    {
        using TemporaryFolder folder = new();
        string copy = SparkModels.CopyOfReal(folder);
        SparkModels.DeleteSidecars(copy);

        SparkAlsModel model = SparkAlsReader.Read(copy, null, TestContext.Current.CancellationToken);

        Assert.Equal(0, model.VerifiedFiles);
        Assert.Equal(97, model.Factors.Users.Count);
    }

    [Fact]
    public void Read_AnyFlippedBitOfAnyFileWithASidecar_IsDetected()
    {
        using TemporaryFolder folder = new();
        string copy = SparkModels.CopyOfReal(folder);
        string[] files = [.. Directory.EnumerateFiles(copy, "part-*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(21, files.Length);
        int position = 0;
        foreach (string file in files)
        {
            byte[] original = File.ReadAllBytes(file);
            for (int run = 0; run < 60; run++)
            {
                position = (int)(((position * 1103515245L) + 12345) & int.MaxValue);
                byte[] flipped = [.. original];
                flipped[position / 8 % original.Length] ^= (byte)(1 << (position % 8));
                File.WriteAllBytes(file, flipped);

                DataFormatException error = Assert.Throws<DataFormatException>(
                    () => SparkAlsReader.Read(copy, null, TestContext.Current.CancellationToken));

                Assert.Equal(file, error.Path);
                Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
            }

            File.WriteAllBytes(file, original);
        }

        Assert.Equal(97, SparkAlsReader.Read(copy, null, TestContext.Current.CancellationToken).Factors.Users.Count);
    }

    [Fact]
    public void Read_FlippedBitWithoutSidecar_NeverCrashes()
    {
        using TemporaryFolder folder = new();
        string copy = SparkModels.CopyOfReal(folder);
        SparkModels.DeleteSidecars(copy);
        string file = Directory.EnumerateFiles(Path.Combine(copy, "userFactors"), "part-00003*").Single();
        byte[] original = File.ReadAllBytes(file);
        int refused = 0;
        for (int bit = 0; bit < original.Length * 8; bit += 3)
        {
            byte[] flipped = [.. original];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, flipped);
            try
            {
                // Without any checksum a changed value can pass; anything else must be the one kind of error.
                SparkAlsReader.Read(copy, null, TestContext.Current.CancellationToken);
            }
            catch (DataFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > original.Length / 2, $"only {refused} flips were noticed");
    }

    private static void CheckSide(JsonElement expected, IdMap<long> ids, ReadOnlySpan<float> values, int rank)
    {
        Assert.Equal(expected.GetProperty("rows").GetInt32(), ids.Count);
        Assert.Equal(expected.GetProperty("min_id").GetInt64(), ids[0]);
        Assert.Equal(expected.GetProperty("max_id").GetInt64(), ids[ids.Count - 1]);
        double sum = 0;
        double squares = 0;
        int zeros = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
            zeros += value == 0 ? 1 : 0;
        }

        Assert.Equal(expected.GetProperty("sum_of_all_values").GetDouble(), sum, 1e-9);
        Assert.Equal(expected.GetProperty("sum_of_squares").GetDouble(), squares, 1e-9);
        Assert.Equal(expected.GetProperty("zeros").GetInt32(), zeros);
        CheckRow(expected.GetProperty("first_row"), values[..rank]);
        CheckRow(expected.GetProperty("last_row"), values[^rank..]);
    }

    private static void CheckRow(JsonElement expected, ReadOnlySpan<float> row) =>
        Assert.Equal(expected.GetProperty("features").EnumerateArray().Select(static f => f.GetSingle()), row.ToArray());

    private static JsonDocument Expected(out JsonElement model)
    {
        JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SparkModels.RealFolder(), "expected.json")));
        model = document.RootElement.GetProperty("models").GetProperty(SparkModels.RealName);
        return document;
    }
}
