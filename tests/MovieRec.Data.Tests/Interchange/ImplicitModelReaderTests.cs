using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>Archives that were made here byte by byte: what NumPy would never write.</summary>
public sealed class ImplicitModelReaderTests
{
    [Fact]
    public void Read_WhatTheWriterWrote_GivesFactorsAndIds()
    {
        using TemporaryFolder folder = new();
        FactorTable<long, long> factors = SparkModels.Factors();
        string file = folder.In("factors.npz");
        ImplicitModelWriter.Write(file, factors, TestContext.Current.CancellationToken);

        ImplicitModel model = ImplicitModelReader.Read(file);

        Assert.Equal(ImplicitModelKind.Factors, model.Kind);
        Assert.Null(model.Regularization);
        Assert.Equal(factors.Users.Ids.ToArray().Select(static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), model.UserIds!);
        Assert.Equal(factors.ItemFactors.ToArray(), model.ToFactorTable(factors.Users, factors.Items).ItemFactors.ToArray());
        Assert.Throws<ArgumentException>(() => model.ToFactorTable(factors.Items, factors.Items));
        Assert.Throws<NotSupportedException>(() => model.ToSimilarityTable(factors.Items));
    }

    [Fact]
    public void Read_AnyFlippedBitOfAnArray_IsDetected()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("factors.npz");
        FactorTable<long, long> factors = SparkModels.Factors();
        ImplicitModelWriter.Write(file, factors, TestContext.Current.CancellationToken);
        byte[] original = File.ReadAllBytes(file);
        byte[] values = System.Runtime.InteropServices.MemoryMarshal.AsBytes(factors.UserFactors.Span).ToArray();
        int start = original.AsSpan().IndexOf(values);
        for (int bit = start * 8; bit < (start + values.Length) * 8; bit += 3)
        {
            byte[] flipped = [.. original];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, flipped);

            Assert.Throws<DataFormatException>(() => ImplicitModelReader.Read(file));
        }
    }

    [Fact]
    public void Read_AnyFlippedBitAnywhere_NeverCrashes()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("factors.npz");
        ImplicitModelWriter.Write(file, SparkModels.Factors(3, 3, 2), TestContext.Current.CancellationToken);
        byte[] original = File.ReadAllBytes(file);
        for (int bit = 0; bit < original.Length * 8; bit += 5)
        {
            byte[] flipped = [.. original];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, flipped);
            try
            {
                // The zip's own headers are not covered by a checksum (a date, for one); values are.
                FactorTable<long, long> read = ImplicitModelReader.Read(file).ToFactorTable(
                    IdMap<long>.Create([0, 1, 2]), IdMap<long>.Create([0, 1, 2]));
                Assert.Equal(SparkModels.Factors(3, 3, 2).UserFactors.ToArray(), read.UserFactors.ToArray());
            }
            catch (DataFormatException)
            {
            }
        }
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }", "never read" },
        { "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2), }", "the array has fields" },
        { "{'descr': '<f2', 'fortran_order': False, 'shape': (2, 2), }", "the type '<f2'" },
        { "{'descr': '<c8', 'fortran_order': False, 'shape': (2, 2), }", "the type '<c8'" },
        { "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 2), }", "expected float32 or float64" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }", "the shape (4,); expected a matrix" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "needs 4 bytes; the array has 16" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", "needs 24 bytes; the array has 16" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000), }", "the array has 16" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4611686018427387904, 4), }", "shape" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2), }", "no tuple of whole numbers" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -2), }", "no tuple of whole numbers" },
        { "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 2), }", "True or False was expected" },
        { "{'descr': '<f4', 'fortran_order': False}", "descr, fortran_order and shape were expected" },
        { "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", "unknown or occurs twice" },
        { "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)} + __import__('os')", "nothing else" },
        { "__import__('os').system('true')", "'{' was expected" },
        { "{'descr': '<f4", "a text is not ended" },
        { "", "'{' was expected" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Read_HeaderThatLies_SaysWhatIsWrong(string header, string expected)
    {
        using TemporaryFolder folder = new();
        string file = folder.In("model.npz");
        Zip(file, ("user_factors.npy", Npy(header, new byte[16])), ("item_factors.npy", Npy(Header(2, 2), new byte[16])));

        DataFormatException error = Assert.Throws<DataFormatException>(() => ImplicitModelReader.Read(file));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal("user_factors", error.Column);
    }

    [Fact]
    public void Read_NotFinite_SaysWhere()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("model.npz");
        byte[] values = new byte[16];
        BinaryPrimitives.WriteSingleLittleEndian(values.AsSpan(12), float.NaN);
        Zip(file, ("user_factors.npy", Npy(Header(2, 2), values)), ("item_factors.npy", Npy(Header(2, 2), new byte[16])));

        Assert.Contains("value 1 of row 1 is NaN", Assert.Throws<DataFormatException>(() => ImplicitModelReader.Read(file)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Archives => new()
    {
        { "text", "no zip archive" },
        { "missing", "the array is missing; the archive holds user_factors" },
        { "twice", "twice" },
        { "ranks", "items have 1 factors and users 2" },
        { "version", "format version 9" },
        { "mark", "NumPy's mark" },
        { "short", "the array has" },
        { "long", "the array has" },
        { "header", "announces" },
        { "bpr", "expected 2 factors and 1 biases" },
        { "ids", "there are 3 ids for 2 rows" },
        { "bomb", "announces" },
    };

    [Theory]
    [MemberData(nameof(Archives))]
    public void Read_ArchiveThatIsWrong_SaysWhat(string wrong, string expected)
    {
        using TemporaryFolder folder = new();
        string file = folder.In("model.npz");
        byte[] users = Npy(Header(2, 2), new byte[16]);
        byte[] items = Npy(Header(2, 2), new byte[16]);
        switch (wrong)
        {
            case "text": File.WriteAllText(file, "user,item"); break;
            case "missing": Zip(file, ("user_factors.npy", users)); break;
            case "twice": Zip(file, ("user_factors.npy", users), ("item_factors.npy", items), ("item_factors.npy", items)); break;
            case "ranks": Zip(file, ("user_factors.npy", users), ("item_factors.npy", Npy(Header(4, 1), new byte[16]))); break;
            case "version":
                users[6] = 9;
                Zip(file, ("user_factors.npy", users), ("item_factors.npy", items));
                break;
            case "mark":
                users[0] = 0;
                Zip(file, ("user_factors.npy", users), ("item_factors.npy", items));
                break;
            case "short": Zip(file, ("user_factors.npy", users[..^1]), ("item_factors.npy", items)); break;
            case "long": Zip(file, ("user_factors.npy", [.. users, 0]), ("item_factors.npy", items)); break;
            case "header":
                users[6] = 2;
                Zip(file, ("user_factors.npy", users), ("item_factors.npy", items));
                break;
            case "bpr":
                Zip(
                    file,
                    ("user_factors.npy", users),
                    ("item_factors.npy", items),
                    ("learning_rate.npy", Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", new byte[8])),
                    ("factors.npy", Npy("{'descr': '<i8', 'fortran_order': False, 'shape': (), }", [2, 0, 0, 0, 0, 0, 0, 0])));
                break;
            case "ids":
                Zip(
                    file,
                    ("user_factors.npy", users),
                    ("item_factors.npy", items),
                    ("user_ids.npy", Npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }", new byte[12])));
                break;
            default:
                // 64 MB of zeros, deflated twice as far as deflate can: the sizes in the directory are a lie.
                Zip(file, ("user_factors.npy", users), ("item_factors.npy", items));
                byte[] bytes = File.ReadAllBytes(file);
                int entry = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(entry + 24), int.MaxValue);
                File.WriteAllBytes(file, bytes);
                break;
        }

        Assert.Contains(expected, Assert.Throws<DataFormatException>(() => ImplicitModelReader.Read(file)).Message, StringComparison.Ordinal);
    }

    private static string Header(int rows, int columns) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");

    private static byte[] Npy(string header, byte[] values)
    {
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. text, .. values];
    }

    private static void Zip(string path, params (string Name, byte[] Content)[] entries)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            using Stream stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
            stream.Write(content);
        }
    }
}
