using System.IO.Compression;
using System.Text.Json.Serialization;
using Parquet;
using Parquet.Serialization;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>Every variant of the files that Spark's writers have produced, and files that lie.</summary>
public sealed class FactorPartReaderTests
{
    private const int Rank = 5;

    private static readonly int[] Ids = [.. Enumerable.Range(0, 41).Select(static i => ((i * 37) % 101) - 20)];

    private static readonly float[] Features = [.. Enumerable.Range(0, 41 * Rank).Select(static v => ((v * 17) % 29) - 7.5f)];

    public static TheoryData<string, bool, bool, int> Variants
    {
        get
        {
            TheoryData<string, bool, bool, int> data = [];
            foreach (string layout in new[] { "list.element", "bag.array", "array", "bare" })
            {
                foreach (bool v2 in new[] { false, true })
                {
                    foreach (bool dictionary in new[] { false, true })
                    {
                        foreach (int codec in new[] { 0, 1, 2, 4, 6 })
                        {
                            data.Add(layout, v2, dictionary, codec);
                        }
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Read_Variant_GivesTheRows(string layout, bool v2, bool dictionary, int codec)
    {
        foreach (bool required in new[] { true, false })
        {
            TestParquet writer = new()
            {
                Layout = layout,
                V2 = v2,
                Dictionary = dictionary,
                Codec = codec,
                RequiredElement = required,
                OptionalId = !required,
                DeltaIds = v2,
                Checksums = required,
                RowsPerGroup = required ? 17 : int.MaxValue,
                RowsPerPage = required ? 3 : 64,
            };

            (List<int> ids, List<float> features, int verified) = Read(writer.Write(Ids, Features, Rank));

            Assert.Equal(Ids, ids);
            Assert.Equal(Features, features);
            Assert.Equal(required, verified > 0);
        }
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task Read_FileOfAnotherLibrary_GivesTheRows(CompressionMethod compression)
    {
        Row[] rows = [.. Ids.Select((id, r) => new Row { Id = id, Features = [.. Features.Skip(r * Rank).Take(Rank)] })];
        MemoryStream file = new();
        await ParquetSerializer.SerializeAsync(
            rows,
            file,
            new ParquetOptions { CompressionMethod = compression, CompressionLevel = CompressionLevel.Optimal },
            cancellationToken: TestContext.Current.CancellationToken);

        (List<int> ids, List<float> features, _) = Read(file.ToArray());

        Assert.Equal(Ids, ids);
        Assert.Equal(Features, features);
    }

    [Fact]
    public void Read_AnyFlippedBitOfAPageWithAChecksum_IsDetected()
    {
        byte[] original = new TestParquet { Checksums = true, RowsPerPage = 100 }.Write(Ids, Features, Rank);
        (int From, int To)[] pages = [Find(original, Ids), Find(original, Features)];
        foreach ((int from, int to) in pages)
        {
            for (int bit = from * 8; bit < to * 8; bit += 5)
            {
                byte[] flipped = [.. original];
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));

                Assert.Contains("checksum", Assert.Throws<DataFormatException>(() => Read(flipped)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_EmptyFile_GivesNoRows()
    {
        (List<int> ids, List<float> features, _) = Read(new TestParquet().Write([], [], Rank));

        Assert.Empty(ids);
        Assert.Empty(features);
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "rank", "row 0 has 1 values; expected 4, the rank that the metadata gives" },
        { "null", "row 7 is null, empty or holds a null" },
        { "short", "row 9 has 4 values; expected 5" },
        { "double", "the column is not of type list of float" },
        { "name", "there is no such column; the file has id, vector.list.element" },
        { "rows", "cannot hold them" },
        { "more", "are missing from" },
        { "size", "values announces" },
        { "lzo", "the compression is LZO" },
        { "cut", "cut off" },
        { "text", "no Parquet file" },
        { "tiny", "a Parquet file has at least" },
        { "footer", "the footer announces" },
        { "encrypted", "encrypted" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Read_FileThatLies_SaysWhatIsWrong(string lie, string expected)
    {
        byte[] good = new TestParquet().Write(Ids, Features, Rank);
        byte[] bytes = lie switch
        {
            "rank" => new TestParquet().Write([1, 2, 3, 4, 5], new float[5], 1),
            "null" => new TestParquet { NullRow = 7 }.Write(Ids, Features, Rank),
            "short" => new TestParquet { ShortRow = 9 }.Write(Ids, Features, Rank),
            "double" => new TestParquet { FeatureType = 5 }.Write(Ids, Features, Rank),
            "name" => new TestParquet { FeaturesName = "vector" }.Write(Ids, Features, Rank),
            "rows" => new TestParquet { ExtraRows = 1L << 40 }.Write(Ids, Features, Rank),
            "more" => new TestParquet { ExtraPageValues = 1000 }.Write(Ids, Features, Rank),
            "size" => new TestParquet { ExtraPageSize = 1 << 30, Codec = 1 }.Write(Ids, Features, Rank),
            "lzo" => new TestParquet { Codec = 3 }.Write(Ids, Features, Rank),
            "cut" => good[..^9],
            "text" => [.. "user,item\n1,2\n1,3\n"u8],
            "tiny" => [.. "PAR1"u8],
            "footer" => [.. good[..^8], 255, 255, 255, 127, .. "PAR1"u8],
            _ => [.. good[..^4], .. "PARE"u8],
        };
        int rank = lie == "rank" ? 4 : Rank;

        DataFormatException error = Assert.Throws<DataFormatException>(() => Read(bytes, rank, lie));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutAnywhere_IsAlwaysTheOneKindOfError()
    {
        byte[] good = new TestParquet { Dictionary = true, V2 = true, DeltaIds = true, Codec = 6 }.Write(Ids, Features, Rank);
        for (int length = 0; length < good.Length; length += 7)
        {
            Assert.Throws<DataFormatException>(() => Read(good[..length]));
        }
    }

    [Fact]
    public void Read_AnyFlippedBit_NeverCrashes()
    {
        byte[] good = new TestParquet { Dictionary = true, V2 = true, DeltaIds = true, Codec = 1, RowsPerPage = 64 }.Write(Ids, Features, Rank);
        int refused = 0;
        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] flipped = [.. good];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Read(flipped);
            }
            catch (DataFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > good.Length, $"only {refused} flips were noticed");
    }

    private static (int From, int To) Find<T>(byte[] file, T[] values)
        where T : unmanaged
    {
        byte[] bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        int start = file.AsSpan().IndexOf(bytes);
        Assert.True(start > 0);
        return (start, start + bytes.Length);
    }

    private static (List<int> Ids, List<float> Features, int Verified) Read(byte[] bytes, int rank = Rank, string name = "file")
    {
        string path = Path.Combine(Path.GetTempPath(), $"movierec-{name}-{Guid.NewGuid():N}.parquet");
        File.WriteAllBytes(path, bytes);
        try
        {
            List<int> ids = [];
            List<float> features = [];
            int verified = FactorPartReader.Read(path, rank, ids, features);
            return (ids, features, verified);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What the other library writes; its lists have optional elements.</summary>
    public sealed class Row
    {
        [JsonPropertyName("id")]
        public int Id { get; set; }

        [JsonPropertyName("features")]
        public List<float> Features { get; set; } = [];
    }
}
