using FsCheck.Xunit;

namespace MovieRec.Tests.Identity;

public sealed class IdMapTests
{
    [Fact]
    public void Create_AnyOrderWithDuplicates_AscendingAndDistinct()
    {
        IdMap<int> map = IdMap<int>.Create([5, -3, 9, 5, int.MinValue, -3]);

        Assert.Equal([int.MinValue, -3, 5, 9], map.Ids);
        Assert.Equal(4, map.Count);
        Assert.True(map.TryGetIndex(9, out int index));
        Assert.Equal(3, index);
        Assert.Equal(-3, map[1]);
    }

    [Fact]
    public void Create_Strings_OrdinalOrder()
    {
        // A culture would put "a" beside "A", and "ä" beside "a"; "e" + combining accent is not "é".
        IdMap<string> map = IdMap<string>.Create(["b", "ä", "a", "B", "A", "", "a1", "e\u0301", "é"]);

        Assert.Equal(["", "A", "B", "a", "a1", "b", "e\u0301", "ä", "é"], map.Ids.ToArray());
        Assert.False(map.TryGetIndex("Ä", out int index));
        Assert.Equal(-1, index);
    }

    [Fact]
    public void Create_LongAndGuid_Ascending()
    {
        Guid low = new("00000000-0000-0000-0000-000000000001");
        Guid high = new("ffffffff-0000-0000-0000-000000000000");

        Assert.Equal([long.MinValue, 0, long.MaxValue], IdMap<long>.Create([long.MaxValue, long.MinValue, 0]).Ids);
        Assert.Equal([Guid.Empty, low, high], IdMap<Guid>.Create([high, Guid.Empty, low]).Ids.ToArray());
    }

    [Fact]
    public void Create_UnsupportedType_NamesTheSupportedOnes()
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => IdMap<uint>.Create([1u]));

        Assert.Contains("UInt32", e.Message, StringComparison.Ordinal);
        Assert.Contains("int, long, string or Guid", e.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => IdMap<DateTime>.FromIndexOrder([default]));
        Assert.Throws<NotSupportedException>(() => IdMap<short>.Kind);
        Assert.Throws<NotSupportedException>(() => new InteractionLogBuilder<int, double>());
    }

    [Fact]
    public void Create_NullArgumentOrId_Throws()
    {
        Assert.Throws<ArgumentNullException>("ids", () => IdMap<int>.Create(null!));
        Assert.Throws<ArgumentNullException>("ids", () => IdMap<string>.FromIndexOrder(null!));
        Assert.Throws<ArgumentNullException>("newIds", () => IdMap<int>.Empty.Append(null!));
        Assert.ThrowsAny<ArgumentException>(() => IdMap<string>.Create(["a", null!]));
        Assert.ThrowsAny<ArgumentException>(() => IdMap<string>.FromIndexOrder(["a", null!]));
    }

    [Fact]
    public void Kind_IsWhatFilesStore()
    {
        Assert.Equal(IdKind.Int32, IdMap<int>.Kind);
        Assert.Equal(IdKind.Int64, IdMap<long>.Kind);
        Assert.Equal(IdKind.String, IdMap<string>.Kind);
        Assert.Equal(IdKind.Guid, IdMap<Guid>.Kind);
        Assert.Equal([1, 2, 3, 4], Enum.GetValues<IdKind>().Select(k => (int)k));
    }

    [Fact]
    public void FromIndexOrder_Duplicate_NamesIdAndBothPositions()
    {
        ArgumentException e = Assert.Throws<ArgumentException>("ids", () => IdMap<string>.FromIndexOrder(["x", "y", "x"]));

        Assert.Contains("'x' occurs twice, at positions 0 and 2", e.Message, StringComparison.Ordinal);
        Assert.Equal(["z", "a"], IdMap<string>.FromIndexOrder(["z", "a"]).Ids.ToArray());
    }

    [Fact]
    public void Append_NewIds_FollowAscendingAndOldIndicesStay()
    {
        IdMap<int> map = IdMap<int>.Create([10, 20, 30]);

        IdMap<int> longer = map.Append([25, 5, 20, 25]);

        Assert.Equal([10, 20, 30, 5, 25], longer.Ids);
        Assert.Equal(3, map.Count);
        Assert.NotEqual(map.Fingerprint, longer.Fingerprint);
        Assert.Same(map, map.Append([30, 10]));
        Assert.Same(map, map.Append([]));
    }

    [Fact]
    public void Indexer_OutOfRange_NamesTheRange()
    {
        IdMap<int> map = IdMap<int>.Create([10, 20]);

        Assert.Contains("0 … 1", Assert.Throws<ArgumentOutOfRangeException>("index", () => map[2]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => map[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => IdMap<int>.Empty[0]);
    }

    [Fact]
    public void Fingerprint_ContentOrderAndKind_AllCount()
    {
        Assert.Matches("^[0-9a-f]{32}$", IdMap<int>.Empty.Fingerprint);
        Assert.Equal(IdMap<int>.Create([1, 2]).Fingerprint, IdMap<int>.Create([2, 1, 2]).Fingerprint);
        string[] different =
        [
            IdMap<int>.Empty.Fingerprint,
            IdMap<long>.Empty.Fingerprint,
            IdMap<string>.Empty.Fingerprint,
            IdMap<int>.Create([1, 2]).Fingerprint,
            IdMap<int>.FromIndexOrder([2, 1]).Fingerprint,
            IdMap<long>.Create([1, 2]).Fingerprint,
            IdMap<string>.Create(["1", "2"]).Fingerprint,
            IdMap<string>.Create(["12"]).Fingerprint,
            IdMap<string>.Create(["", "12"]).Fingerprint,
            IdMap<Guid>.Create([Guid.Empty]).Fingerprint,
        ];
        Assert.Equal(different.Length, different.Distinct().Count());
    }

    [Fact]
    public void Fingerprint_IsTheHashOfKindAndLittleEndianIds()
    {
        // Models keep it and compare it with that of another machine: these bytes must never change.
        Assert.Equal(Hash([1, 1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF]), IdMap<int>.FromIndexOrder([1, -2]).Fingerprint);
        Assert.Equal(Hash([2, 3, 1, 0, 0, 0, 0, 0, 0]), IdMap<long>.Create([259]).Fingerprint);
        Assert.Equal(Hash([3, 1, 0, 0, 0, 0x61, 2, 0, 0, 0, 0xC3, 0xA9]), IdMap<string>.Create(["a", "é"]).Fingerprint);

        static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(bytes));
    }

    [Property(MaxTest = 200)]
    public bool Create_AnyInts_RoundTripsAndDoesNotDependOnOrder(int[] ids)
    {
        IdMap<int> map = IdMap<int>.Create(ids);
        int[] sorted = [.. ids.Distinct().Order()];
        return map.Ids.SequenceEqual(sorted)
            && sorted.Select((id, i) => map.TryGetIndex(id, out int index) && index == i && map[i] == id).All(ok => ok)
            && map.Fingerprint == IdMap<int>.Create(ids.Reverse()).Fingerprint;
    }

    [Property(MaxTest = 200)]
    public bool Append_AnyStrings_KeepsOldIndicesAndFindsAll(string?[] first, string?[] second)
    {
        string[] a = [.. first.OfType<string>()];
        string[] b = [.. second.OfType<string>()];
        IdMap<string> map = IdMap<string>.Create(a);
        IdMap<string> longer = map.Append(b);
        return longer.Ids[..map.Count].SequenceEqual(map.Ids)
            && longer.Count == a.Concat(b).Distinct(StringComparer.Ordinal).Count()
            && a.Concat(b).All(id => longer.TryGetIndex(id, out int i) && longer[i] == id);
    }
}
