using System.Buffers.Binary;
using System.Text;

namespace MovieRec.Tests.Persistence;

/// <summary>
/// Files that somebody made on purpose: every checksum is right, the contents are not. Each is refused with the place
/// and the reason.
/// </summary>
public sealed class HostileFileTests
{
    private static readonly byte[] Valid = ValidFile();

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["bundle of another version"] = new(f => f.Change("bundle", 0, 2), "bundle", "version 2"),
        ["unknown user id kind"] = new(f => f["bundle"][4] = 9, "bundle", "id kind is 9"),
        ["unknown item id kind"] = new(f => f["bundle"][5] = 0, "bundle", "id kind is 0"),
        ["other item id kind"] = new(f => f["bundle"][5] = 1, "bundle", "Int32 item ids"),
        ["unknown kind of history"] = new(f => f["bundle"][6] = 3, "bundle", "kind of history is 3"),
        ["fallback neither there nor not"] = new(f => f["bundle"][7] = 2, "bundle", "truth value is 2"),
        ["negative number of users"] = new(f => f.Change("bundle", 2, -1), "bundle", "count is -1"),
        ["two billion users"] = new(f => f.Change("bundle", 2, int.MaxValue - 100), "users.ids", "values; expected"),
        ["one user more"] = new(f => f.Change("bundle", 2, SampleData.UserCount + 1), "users.ids", "expected 25"),
        ["two billion items"] = new(f => f.Change("bundle", 3, int.MaxValue - 100), "items.ids.starts", "values; expected"),
        ["largest int of items"] = new(f => f.Change("bundle", 3, int.MaxValue), "bundle", "a count is 2147483647"),
        ["short bundle"] = new(f => f["bundle"] = f["bundle"][..^1], "bundle", "bytes were expected"),
        ["long bundle"] = new(f => f["bundle"] = [.. f["bundle"], 0], "bundle", "1 bytes are left over"),

        ["two billion sources"] = new(f => f.Change("sources", 0, int.MaxValue), "sources", "a count is 2147483647"),
        ["negative number of sources"] = new(f => f.Change("sources", 0, -5), "sources", "a count is -5"),
        ["text longer than its section"] = new(f => f.Change("sources", 1, 1 << 30), "sources", "a count is 1073741824"),
        ["text that is not UTF-8"] = new(f => f["sources"][8] = 0xFF, "sources", "not valid UTF-8"),
        ["answer out of range"] = new(f => f["sources"][^2] = 3, "sources", "an answer is 3"),

        ["user id twice"] = new(f => f.Change("users.ids", 3, f.Values<int>("users.ids")[2]), "users.ids", "occurs twice"),
        ["broken user ids"] = new(f => f["users.ids"] = f["users.ids"][..^1], "users.ids", "multiple of 4"),
        ["item id starts not at 0"] = new(f => f.Change("items.ids.starts", 0, 1L), "items.ids.starts", "first offset"),
        ["item id starts fall"] = new(f => f.Change("items.ids.starts", 2, 0L), "items.ids.starts", "ascend"),
        ["item id start negative"] = new(f => f.Change("items.ids.starts", 2, -7L), "items.ids.starts", "ascend"),
        ["item id start beyond the texts"] = new(f => f.Change("items.ids.starts", 5, long.MaxValue), "items.ids.starts", "ascend"),
        ["texts longer than their starts"] = new(f => f["items.ids.utf8"] = [.. f["items.ids.utf8"], 65], "items.ids.starts", "last offset"),
        ["item id that is not UTF-8"] = new(f => f["items.ids.utf8"][1] = 0x28, "items.ids.utf8", "not valid UTF-8"),
        ["item id twice"] = new(f => f["items.ids.utf8"][^1]--, "items.ids.utf8", "occurs twice"),

        ["too few years"] = new(f => f["catalog.years"] = f["catalog.years"][..^4], "catalog.years", "expected 40"),
        ["too many titles"] = new(f => f.Set("catalog.titles.starts", [.. f.Values<long>("catalog.titles.starts"), f.Values<long>("catalog.titles.starts")[^1]]), "catalog.titles.starts", "expected 41"),
        ["genres not in order"] = new(f => f["catalog.genres.terms.utf8"][0] = (byte)'Z', "catalog.genres.terms.utf8", "ordinal order"),
        ["genre index out of range"] = new(f => f.Change("catalog.genres.entries", 0, 3), "catalog.genres.entries", "term index 3"),
        ["genre index negative"] = new(f => f.Change("catalog.genres.entries", 4, -1), "catalog.genres.entries", "term index -1"),
        ["genre rows fall"] = new(f => f.Change("catalog.genres.starts", 3, 0), "catalog.genres.starts", "ascend"),

        ["rows start at 1"] = new(f => f.Change("liked.starts", 0, 1), "liked.starts", "first start is 1"),
        ["rows fall"] = new(f => f.Change("liked.starts", 2, 0), "liked.starts", "ascend"),
        ["rows negative"] = new(f => f.Change("liked.starts", 1, int.MinValue), "liked.starts", "ascend"),
        ["rows end before the entries"] = new(f => f["liked.items"] = [.. f["liked.items"], 0, 0, 0, 0], "liked.starts", "the last start"),
        ["one row too few"] = new(f => f["liked.starts"] = f["liked.starts"][..^4], "liked.starts", "expected 25"),
        ["item out of range"] = new(f => f.Change("liked.items", 3, SampleData.MovieCount), "liked.items", "item index 40"),
        ["item negative"] = new(f => f.Change("liked.items", 0, -1), "liked.items", "item index -1"),
        ["items of a row not ascending"] = new(f => f.Change("liked.items", 1, f.Values<int>("liked.items")[0]), "liked.items", "items of a row ascend"),
        ["weight NaN"] = new(f => f.Change("liked.weights", 2, float.NaN), "liked.weights", "value 2 is NaN"),
        ["weight 0"] = new(f => f.Change("liked.weights", 2, 0f), "liked.weights", "weight 2 is 0"),
        ["weights too few"] = new(f => f["liked.weights"] = f["liked.weights"][..^4], "liked.weights", "expected"),
        ["timestamp negative"] = new(f => f.Change("liked.timestamps", 1, -1L), "liked.timestamps", "timestamp 1 is -1"),
        ["liked but not seen"] = new(f => f.Change("liked.items", 0, 0), "seen.items", "not among the seen"),

        ["unknown format"] = new(f => f["model/format"][4] = (byte)'x', "model/format", "format 'xls'; known formats: popularity"),
        ["format version 0"] = new(f => f["model/format"][7] = 0, "model/format", "version is 0"),
        ["format version 200"] = new(f => f["model/format"][7] = 200, "model/format", "version 200"),
        ["no algorithm"] = new(f => f["model/info"] = [0, 0, 0, 0, .. f["model/info"][7..]], "model/info", "algorithm name"),
        ["another algorithm"] = new(f => f["model/info"][4] = (byte)'b', "", ""),
        ["model over more users"] = new(f => InfoUsers(f)[0] = SampleData.UserCount + 1, "model/info", "covers 25 users"),
        ["model over fewer users"] = new(f => InfoUsers(f)[0] = SampleData.UserCount - 1, "bundle", "covers 23 users"),
        ["model over a negative number of users"] = new(f => BinaryPrimitives.WriteInt32LittleEndian(InfoUsers(f), -1), "model/info", "counts"),
        ["order out of range"] = new(f => f["model/info"][^1] = 9, "model/info", "the order is 9"),

        ["rank 0"] = Option("Factors", "0"),
        ["rank 100000"] = Option("Factors", "100000"),
        ["rank not a number"] = new(f => f.ChangeOption("model/options", "Factors", "six"), "model/options", "'Factors' is 'six'; expected an integer"),
        ["rank smaller than the rows"] = new(f => f.ChangeOption("model/options", "Factors", "5"), "model/itemFactors", "padding of row 0"),
        ["rank larger than the rows"] = new(f => f.ChangeOption("model/options", "Factors", "17"), "model/itemFactors", "expected 1280"),
        ["no iterations"] = Option("Iterations", "0"),
        ["regularization negative"] = Option("Regularization", "-0.5"),
        ["regularization NaN"] = Option("Regularization", "NaN"),
        ["alpha infinite"] = Option("Alpha", "Infinity"),
        ["objective by number"] = new(f => f.ChangeOption("model/options", "Objective", "0"), "model/options", "expected one of Rendle"),
        ["truth value yes"] = new(f => f.ChangeOption("model/options", "RecordLoss", "yes"), "model/options", "expected true or false"),
        ["option twice"] = new(f => Encoding.ASCII.GetBytes("Factors").CopyTo(f["model/options"].AsSpan(4 + 4)[..7]), "", ""),
        ["two billion options"] = new(f => f.Change("model/options", 0, int.MaxValue), "model/options", "a count is 2147483647"),
        ["more iterations than losses"] = new(f => f.ChangeOption("model/options", "Iterations", "5"), "model/losses", "4 losses for 5 iterations"),

        ["item factor NaN"] = new(f => f.Change("model/itemFactors", 18, float.NaN), "model/itemFactors", "value 18 is NaN"),
        ["user factor infinite"] = new(f => f.Change("model/userFactors", 0, float.NegativeInfinity), "model/userFactors", "value 0 is -"),
        ["one factor row too few"] = new(f => f["model/userFactors"] = f["model/userFactors"][..^64], "model/userFactors", "expected 384"),
        ["padding of a factor row"] = new(f => f.Change("model/itemFactors", 16 + 15, 1f), "model/itemFactors", "padding of row 1"),
        ["gram not symmetric"] = new(f => f.Change("model/itemGram", 16, 42d), "model/itemGram", "symmetric"),
        ["gram negative"] = new(f => f.Change("model/itemGram", 0, -1d), "model/itemGram", "sum of squares"),
        ["gram of other factors"] = new(f => SetBoth(f, 0.25), "model/itemGram", "row 0 is not that of the factors' Gram matrix"),
        ["factors of another gram"] = new(f => f.Change("model/itemFactors", 16, 9f), "model/itemGram", "diagonal entry 0"),
        ["factors beyond single precision"] = new(f => f.Change("model/itemFactors", 16, 1e30f), "model/itemGram", "too large"),
        ["bits beyond the items"] = new(f => f.Change("model/rankable", 0, -1L), "model/rankable", "bits beyond item 39"),
        ["loss NaN"] = new(f => f.Change("model/losses", 0, double.NaN), "model/losses", "value 0 is NaN"),

        ["popularity negative"] = new(f => f.Change("fallback/scores", 0, -1f), "fallback/scores", "a score is -1"),
        ["popularity NaN"] = new(f => f.Change("fallback/scores", 1, float.NaN), "fallback/scores", "value 1 is NaN"),
        ["popularity of other items"] = new(f => f["fallback/scores"] = f["fallback/scores"][..^4], "fallback/scores", "expected 40"),
        ["half-life that is no time"] = new(f => f.ChangeOption("fallback/options", "HalfLife", "soon"), "fallback/format", "could not rebuild"),
        ["half-life negative"] = new(f => f.ChangeOption("fallback/options", "HalfLife", "-1.00:00:00"), "fallback/format", "HalfLife must be above zero"),
        ["half-life too long"] = new(f => f.ChangeOption("fallback/options", "HalfLife", "99999999999.00:00:00"), "fallback/format", "could not rebuild"),
    };

    public static TheoryData<string> CaseNames() => [.. Cases.Where(c => c.Value.Section.Length > 0).Select(c => c.Key)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Load_ChecksumsRightContentsWrong_SaysWhereAndWhy(string name)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        ModelFileImage image = ModelFileImage.Parse(Valid);
        Cases[name].Spoil(image);
        File.WriteAllBytes(path, image.ToBytes());

        ModelFormatException e = LoadAttempt.MustFail(path, name);

        Assert.Equal(Cases[name].Section, e.Section);
        Assert.Contains(Cases[name].Reason, e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ThenToBytes_GivesTheLibrarysOwnBytes() => Assert.Equal(Valid, ModelFileImage.Parse(Valid).ToBytes());

    [Fact]
    public void Load_AnySectionMissing_SaysWhich()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        string[] optional = ["liked.weights", "liked.timestamps", "seen.weights", "seen.timestamps"];
        foreach (string name in ModelFileImage.Parse(Valid).Sections.Select(s => s.Name).Except(optional))
        {
            ModelFileImage image = ModelFileImage.Parse(Valid);
            image.Remove(name);
            File.WriteAllBytes(path, image.ToBytes());

            ModelFormatException e = LoadAttempt.MustFail(path, $"without {name}");

            Assert.True(e.Section == name || e.Reason.Contains("is missing", StringComparison.Ordinal), $"without {name}: {e.Message}");
        }
    }

    [Fact]
    public void Load_UnknownSectionsAndMinorVersion_AreIgnored()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        ModelFileImage image = ModelFileImage.Parse(Valid);
        image.Sections.Insert(3, new ModelFileImage.Section("future/§", [1, 2, 3]));
        File.WriteAllBytes(path, image.ToBytes(file => file[10] = 7));

        Recommender<int, string> loaded = Recommender<int, string>.Load(path);

        Assert.Equal(SampleData.UserCount, loaded.Users.Count);
        using ModelFile open = ModelFile.Open(path);
        Assert.Equal(new Version(1, 7), open.ContainerVersion);
    }

    [Fact]
    public void Load_AnySectionReplacedByNoise_IsRefusedOrAnswersWithoutCrash()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Random random = new(11);
        int refused = 0;
        const int Rounds = 1000;
        for (int i = 0; i < Rounds; i++)
        {
            ModelFileImage image = ModelFileImage.Parse(Valid);
            ModelFileImage.Section section = image.Sections[random.Next(image.Sections.Count)];
            byte[] noise = (byte[])section.Bytes.Clone();
            if (i % 3 == 0 || noise.Length == 0)
            {
                noise = new byte[random.Next(section.Bytes.Length + 20)];
                random.NextBytes(noise);
            }
            else
            {
                // Keeps the shape: a few values become extreme.
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    noise[random.Next(noise.Length)] = (byte)random.Next(256);
                }
            }

            section.Bytes = noise;
            File.WriteAllBytes(path, image.ToBytes());
            ModelFormatException? e = LoadAttempt.TryLoad(path, $"round {i}: {section.Name}", out Recommender<int, string>? loaded);
            refused += e is null ? 0 : 1;
            if (loaded is not null)
            {
                try
                {
                    Ask(loaded);
                }
                catch (InvalidOperationException unsolvable) when (section.Name is "liked.weights" or "model/options")
                {
                    // Weights of 1e38 are legal numbers under which nobody can be solved: a clear error, not an answer.
                    Assert.Contains("not positive definite", unsolvable.Message, StringComparison.Ordinal);
                }
            }
        }

        Assert.InRange(refused, Rounds / 2, Rounds - 1);
    }

    /// <summary>A file that loads, answers: never NaN, never an index outside.</summary>
    private static void Ask(Recommender<int, string> loaded)
    {
        foreach (int user in loaded.Users.Ids[..3])
        {
            Assert.All(loaded.Recommend(user), r => Assert.False(float.IsNaN(r.Score)));
        }

        Assert.All(loaded.Recommend(int.MinValue), r => Assert.False(float.IsNaN(r.Score)));
        Assert.All(loaded.SimilarTo(loaded.Items[2]), r => Assert.False(float.IsNaN(r.Score)));
        _ = loaded.Catalog.GetMetadata(loaded.Items.Count - 1);
    }

    /// <summary>Changes two entries of the Gram matrix so that it stays symmetric.</summary>
    private static void SetBoth(ModelFileImage image, double value)
    {
        image.Change("model/itemGram", 2, value);
        image.Change("model/itemGram", 32, value);
    }

    private static Case Option(string name, string value) =>
        new(f => f.ChangeOption("model/options", name, value), "model/format", name + " must be");

    /// <summary>The user count within <c>model/info</c>, behind the name of the algorithm.</summary>
    private static Span<byte> InfoUsers(ModelFileImage image) => image["model/info"].AsSpan(4 + 3, 4);

    private static byte[] ValidFile()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        SampleData.Als<int, string>(options: new InteractionOptions { Weighting = InteractionWeighting.Rating }).Save(path);
        return File.ReadAllBytes(path);
    }

    private sealed record Case(Action<ModelFileImage> Spoil, string Section, string Reason);
}
