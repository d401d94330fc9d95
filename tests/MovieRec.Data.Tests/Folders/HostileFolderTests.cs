using System.IO.Hashing;
using Parquet.Schema;

namespace MovieRec.Data.Tests.Folders;

/// <summary>
/// Folders whose checksums all fit and whose content is still wrong: what someone who knows the format can make. They are
/// refused with a clear error, or read as a data set that keeps every promise; nothing is allocated that the file does
/// not justify.
/// </summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_ForgeryOfAGoodFolder_IsReadAsWritten()
    {
        // The forger below is honest here: the other tests fail for the reason they name and not for a broken forger.
        MovieDataSet<long, long> data = Read([1, 1, 2], [10, 20, 10], [4, 5, 3], [5, 5, 1]);
        Assert.Equal([0, 0, 1], data.Log.Users.ToArray());
        Assert.Equal([0, 1, 0], data.Log.Items.ToArray());
    }

    [Fact]
    public void Read_SenselessRows_AreRefusedWithTheRow()
    {
        AssertRefused("row 2: rows are not sorted", [1, 1, 2], [20, 10, 10], [4, 5, 3], [5, 5, 1]);
        AssertRefused("row 2: rows are not sorted", [1, 1, 2], [10, 20, 10], [4, 5, 3], [5, 4, 1]);
        AssertRefused("row 3: rows are not sorted by user: user '1' comes again", [1, 2, 1], [10, 10, 20], [4, 5, 3], [5, 5, 6]);
        AssertRefused("row 3: user '1' and item '10' occur together more than once", [1, 1, 1], [10, 20, 10], [4, 5, 3], [5, 5, 6]);
        AssertRefused("row 2: rows are not sorted", [1, 1, 2], [10, 10, 10], [4, 5, 3], [5, 5, 6]);
        AssertRefused("row 2: item '30' is not in movies.parquet", [1, 1, 2], [10, 30, 10], [4, 5, 3], [5, 5, 1]);
        AssertRefused("row 1: -1; expected Unix seconds", [1, 1, 2], [10, 20, 10], [4, 5, 3], [-1, 5, 1]);
        AssertRefused("row 3: NaN; expected a finite number", [1, 1, 2], [10, 20, 10], [4, 5, float.NaN], [5, 5, 1]);
    }

    [Fact]
    public void Read_WrongUserCount_IsRefused()
    {
        Forge([1, 2], [10, 10], [4, 5], [1, 1], manifest => manifest with { Users = 3 });
        Assert.Contains("2 users", Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(_temporary.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ItemTwiceInMovies_IsRefused()
    {
        Forge([1], [10], [4], [1], static m => m, movieIds: [10, 10]);
        Assert.Contains("an item occurs twice", Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(_temporary.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_IdThatIsNotOfTheNamedKind_IsRefused()
    {
        Forge([5_000_000_000], [10], [4], [1], static m => m with { UserIdKind = IdKind.Int32 });
        Assert.Contains("not of kind Int32", Assert.Throws<DataFormatException>(() => DataSetFolder.Read<int, long>(_temporary.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherColumns_AreNamed()
    {
        Forge([1], [10], [4], [1], static m => m with { Columns = InteractionColumns.Rating });
        string message = Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(_temporary.Path)).Message;
        Assert.Contains("expected the columns user (Int64), item (Int64), weight (Single)", message, StringComparison.Ordinal);
        Assert.Contains("timestamp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ColumnOfAnotherType_IsRefused()
    {
        Forge([1], [10], [4], [1], static m => m, user: new DataField("user", typeof(int), isNullable: false));
        Assert.Contains("found user (Int32)", Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(_temporary.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NotParquetAtAll_IsRefused()
    {
        MovieDataSet<long, long> data = TestDataSets.Numbers(1, 10, 10, 50);
        foreach (byte[] junk in (byte[][])["hello"u8.ToArray(), [], "PAR1PAR1"u8.ToArray(), [.. "PAR1"u8, 255, 255, 255, 127, .. "PAR1"u8]])
        {
            DataSetManifest manifest = DataSetFolder.Write(_temporary["set"], data);
            Replace(_temporary["set"], manifest, FolderFiles.Interactions, junk);
            DataFormatException error = Assert.Throws<DataFormatException>(() => DataSetFolder.Read<long, long>(_temporary["set"]));
            Assert.EndsWith("interactions.parquet", error.Path, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(FolderFiles.Interactions)]
    [InlineData(FolderFiles.Movies)]
    public void Read_ChangedBytesWithFittingChecksums_NeverCrashOrExhaustMemory(string name)
    {
        MovieDataSet<long, long> data = TestDataSets.Numbers(2, 40, 30, 300);
        string folder = _temporary["set"];
        DataSetManifest manifest = DataSetFolder.Write(folder, data);
        byte[] good = File.ReadAllBytes(Path.Combine(folder, name));
        Random random = new(17);
        int refused = 0;
        int rounds = BitFlips.Count(600);
        for (int i = 0; i < rounds; i++)
        {
            byte[] bad = [.. good];
            int changes = random.Next(1, 4);
            for (int c = 0; c < changes; c++)
            {
                bad[random.Next(bad.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            Replace(folder, manifest, name, bad);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                MovieDataSet<long, long> read = DataSetFolder.Read<long, long>(folder);
                _ = InteractionLog.Create(read.Users.Count, read.Items.Count, read.Log.Users, read.Log.Items, read.Log.Ratings, read.Log.Timestamps);
            }
            catch (DataFormatException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128 << 20);
        }

        Assert.InRange(refused, rounds / 12, rounds);
    }

    private void AssertRefused(string reason, long[] users, long[] items, float[] ratings, long[] times) =>
        Assert.Contains(reason, Assert.Throws<DataFormatException>(() => Read(users, items, ratings, times)).Message, StringComparison.Ordinal);

    private MovieDataSet<long, long> Read(long[] users, long[] items, float[] ratings, long[] times)
    {
        Forge(users, items, ratings, times, static m => m);
        return DataSetFolder.Read<long, long>(_temporary.Path);
    }

    private void Forge(
        long[] users,
        long[] items,
        float[] ratings,
        long[] times,
        Func<DataSetManifest, DataSetManifest> change,
        long[]? movieIds = null,
        DataField? user = null)
    {
        movieIds ??= [10, 20];
        DataSetManifest manifest = DataSetFolder.Write(_temporary["movies"], new MovieDataSet<long, long>(
            IdMap<long>.Empty, IdMap<long>.Create([10, 20]), InteractionLog.Create(0, 2, [], [])));
        byte[] movies = movieIds.SequenceEqual([10, 20]) ? File.ReadAllBytes(_temporary["movies/movies.parquet"]) : Movies(movieIds);
        Directory.Delete(_temporary["movies"], recursive: true);

        List<DataField> fields = [.. ParquetColumns.Interactions(IdKind.Int64, IdKind.Int64, InteractionColumns.RatingAndTimestamp)];
        fields[0] = user ?? fields[0];
        byte[] interactions = Parquet(fields, sink =>
        {
            if (fields[0].ClrType == typeof(int))
            {
                sink.Write(fields[0], users.Select(static u => (int)u).ToArray(), users.Length);
            }
            else
            {
                sink.Write(fields[0], users, users.Length);
            }

            sink.Write(fields[1], items, items.Length);
            sink.Write(fields[2], ratings, ratings.Length);
            sink.Write(fields[3], times, times.Length);
        });
        _temporary.Write(FolderFiles.Interactions, interactions);
        _temporary.Write(FolderFiles.Movies, movies);
        manifest = manifest with
        {
            Users = users.Distinct().Count(),
            Items = movieIds.Length,
            Interactions = users.Length,
            Columns = InteractionColumns.RatingAndTimestamp,
            Files =
            [
                new DataSetFile(FolderFiles.Interactions, users.Length, interactions.Length, Hash(interactions)),
                new DataSetFile(FolderFiles.Movies, movieIds.Length, movies.Length, Hash(movies)),
            ],
        };
        _temporary.Write(FolderFiles.Manifest, ManifestJson.Encode(change(manifest)));
    }

    private static byte[] Movies(long[] ids)
    {
        IReadOnlyList<DataField> fields = ParquetColumns.Movies(IdKind.Int64);
        string[] texts = [.. ids.Select(static _ => "")];
        return Parquet(fields, sink =>
        {
            sink.Write(fields[0], ids, ids.Length);
            foreach (DataField field in fields.Skip(1))
            {
                if (field.ClrType == typeof(int))
                {
                    sink.Write(field, new int[ids.Length], ids.Length);
                }
                else if (field.ClrType == typeof(long))
                {
                    sink.Write(field, new long[ids.Length], ids.Length);
                }
                else
                {
                    sink.Write(field, texts, ids.Length);
                }
            }
        });
    }

    private static byte[] Parquet(IReadOnlyList<DataField> fields, Action<ParquetSink> write)
    {
        using MemoryStream stream = new();
        using (ParquetSink sink = new(stream, fields))
        {
            sink.BeginGroup();
            write(sink);
            sink.EndGroup();
            sink.Complete();
        }

        return stream.ToArray();
    }

    private static void Replace(string folder, DataSetManifest manifest, string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(folder, name), content);
        DataSetManifest changed = manifest with
        {
            Files = [.. manifest.Files.Select(f => f.Name == name ? f with { Bytes = content.Length, Checksum = Hash(content) } : f)],
        };
        File.WriteAllBytes(Path.Combine(folder, FolderFiles.Manifest), ManifestJson.Encode(changed));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(XxHash128.Hash(bytes));
}
