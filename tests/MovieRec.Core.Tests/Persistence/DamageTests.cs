using System.Globalization;

namespace MovieRec.Tests.Persistence;

/// <summary>Damage without intent: flipped bits, cut files, foreign bytes. Every case is detected.</summary>
public sealed class DamageTests
{
    /// <summary>Random flips in each of two files; MOVIEREC_BIT_FLIPS sets another number.</summary>
    private static int Flips =>
        int.TryParse(Environment.GetEnvironmentVariable("MOVIEREC_BIT_FLIPS"), CultureInfo.InvariantCulture, out int flips) ? flips : 3000;

    [Theory]
    [InlineData("als")]
    [InlineData("popularity")]
    public void Load_OneBitFlipped_IsDetected(string model)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        byte[] bytes = Save(path, model);
        Random random = new(20_240_607);
        HashSet<string> places = [];

        for (int i = 0; i < Flips; i++)
        {
            long bit = random.NextInt64(bytes.Length * 8L);
            Flip(path, bytes, bit);
            places.Add(LoadAttempt.MustFail(path, $"bit {bit}").Section);
            Restore(path, bytes, bit);
        }

        Assert.True(places.Count >= Math.Min(Flips / 100, 20), $"only {places.Count} sections were hit");
        Assert.NotNull(Recommender<int, string>.Load(path));
    }

    [Fact]
    public void Load_EveryBitOfHeaderAndTrailerFlipped_IsDetected()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        byte[] bytes = Save(path, "popularity");

        for (long bit = 0; bit < 64 * 8; bit++)
        {
            Flip(path, bytes, bit);
            Assert.Equal("header", LoadAttempt.MustFail(path, $"bit {bit}").Section);
            Restore(path, bytes, bit);
        }

        for (long bit = (bytes.Length - 16) * 8L; bit < bytes.Length * 8L; bit++)
        {
            Flip(path, bytes, bit);
            Assert.Equal("trailer", LoadAttempt.MustFail(path, $"bit {bit}").Section);
            Restore(path, bytes, bit);
        }
    }

    [Fact]
    public void Load_EveryPaddingByteSet_IsDetected()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        byte[] bytes = Save(path, "popularity");
        using (ModelFile file = ModelFile.Open(path))
        {
            HashSet<long> used = [.. Enumerable.Range(0, 64 + (80 * file.Sections.Count)).Select(i => (long)i)];
            foreach (ModelSectionInfo section in file.Sections)
            {
                used.UnionWith(Enumerable.Range(0, (int)section.Length).Select(i => section.Offset + i));
            }

            file.Dispose();
            long padding = 0;
            for (long at = 0; at < bytes.Length - 16; at++)
            {
                if (!used.Contains(at))
                {
                    padding++;
                    Flip(path, bytes, (at * 8) + (at % 8));
                    ModelFormatException e = LoadAttempt.MustFail(path, $"padding byte {at}");
                    Assert.Equal("padding", e.Section);
                    Assert.Equal(at, e.Offset);
                    Restore(path, bytes, at * 8);
                }
            }

            Assert.True(padding > 100);
        }
    }

    [Fact]
    public void Load_CutAtEveryLength_IsDetected()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        byte[] bytes = Save(path, "popularity");

        for (int length = bytes.Length - 1; length >= 0; length--)
        {
            using (FileStream stream = new(path, FileMode.Open, FileAccess.Write))
            {
                stream.SetLength(length);
            }

            ModelFormatException e = LoadAttempt.MustFail(path, $"length {length}");
            Assert.Equal("header", e.Section);
        }
    }

    [Fact]
    public void Load_BytesAppended_IsDetected()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        byte[] bytes = Save(path, "popularity");
        foreach (int more in new[] { 1, 16, 64, 4096 })
        {
            File.WriteAllBytes(path, [.. bytes, .. new byte[more]]);
            Assert.Contains("followed by other bytes", LoadAttempt.MustFail(path, $"{more} more").Reason, StringComparison.Ordinal);
        }

        File.WriteAllBytes(path, [.. bytes, .. bytes]);
        LoadAttempt.MustFail(path, "twice");
    }

    [Fact]
    public void Load_LineEndsConverted_IsDetected()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        byte[] bytes = Save(path, "popularity");

        File.WriteAllBytes(path, [bytes[0], bytes[1], bytes[2], bytes[3], .. bytes.AsSpan(5)]); // CR LF → LF
        Assert.Equal("header", LoadAttempt.MustFail(path, "CR LF → LF").Section);
        File.WriteAllBytes(path, [(byte)(bytes[0] & 0x7F), .. bytes.AsSpan(1)]);
        Assert.Contains("does not begin with the mark", LoadAttempt.MustFail(path, "7 bits").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RandomBytesBehindTheMark_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Random random = new(7);
        for (int i = 0; i < 1500; i++)
        {
            byte[] bytes = new byte[random.Next(8, 3000)];
            random.NextBytes(bytes);
            new byte[] { 0x8D, (byte)'M', (byte)'R', (byte)'C', 0x0D, 0x0A, 0x1A, 0x0A }.CopyTo(bytes, 0);
            if (bytes.Length > 64 && i % 2 == 0)
            {
                // Past the first checks: right version, a count and header length that fit each other.
                int count = random.Next(0, 40);
                BitConverter.TryWriteBytes(bytes.AsSpan(8), 1);
                BitConverter.TryWriteBytes(bytes.AsSpan(12), 64 + (80 * count));
                BitConverter.TryWriteBytes(bytes.AsSpan(16), count);
                BitConverter.TryWriteBytes(bytes.AsSpan(20), 0);
                BitConverter.TryWriteBytes(bytes.AsSpan(24), (long)bytes.Length);
                bytes.AsSpan(48, 16).Clear();
                if (64 + (80 * count) + 16 <= bytes.Length)
                {
                    ModelFileImage.Seal(bytes, 64 + (80 * count));
                }
            }

            File.WriteAllBytes(path, bytes);
            LoadAttempt.MustFail(path, $"file {i}");
        }
    }

    [Fact]
    public void Load_MissingFileOrDirectory_IsNoModelFormatException()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<FileNotFoundException>(() => Recommender<int, string>.Load(folder.File("nothing.mrec")));
        Assert.Throws<DirectoryNotFoundException>(() => Recommender<int, string>.Load(folder.File("no/where.mrec")));
        Assert.Throws<UnauthorizedAccessException>(() => Recommender<int, string>.Load(folder.Root));
        Assert.Throws<ArgumentException>(() => Recommender<int, string>.Load(""));
    }

    private static byte[] Save(string path, string model)
    {
        MovieDataSet<int, string> data = SampleData.Create<int, string>(model == "als" ? SampleShape.All : SampleShape.Timestamps);
        ITrainer<IRecommender> trainer = model == "als" ? new AlsTrainer(SampleData.AlsOptions) : new PopularityTrainer();
        Recommender<int, string>.Train(data, trainer).Save(path);
        return File.ReadAllBytes(path);
    }

    private static void Flip(string path, byte[] bytes, long bit) => Write(path, bit / 8, (byte)(bytes[bit / 8] ^ (1 << (int)(bit % 8))));

    private static void Restore(string path, byte[] bytes, long bit) => Write(path, bit / 8, bytes[bit / 8]);

    private static void Write(string path, long position, byte value)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Position = position;
        stream.WriteByte(value);
    }
}
