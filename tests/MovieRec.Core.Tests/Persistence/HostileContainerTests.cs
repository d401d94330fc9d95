using System.Buffers.Binary;
using System.Text;

namespace MovieRec.Tests.Persistence;

/// <summary>Headers and section tables made on purpose, with right checksums.</summary>
public sealed class HostileContainerTests
{
    private const int Table = 64;
    private const int Entry = 80;

    private static readonly byte[] Valid = ValidFile();

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["version 2"] = new(f => f[8] = 2, "header", "version 2"),
        ["version 0"] = new(f => f[8] = 0, "header", "version 0"),
        ["four billion sections"] = new(f => Int32(f, 16, -1), "header", "4294967295 sections"),
        ["65537 sections"] = new(f => Int32(f, 16, 65537), "header", "65537 sections"),
        ["more sections than the header is long"] = new(f => Int32(f, 16, Int32(f, 16) + 1), "header", "the header length is"),
        ["table longer than the file"] = new(f => { Int32(f, 16, 65536); Int32(f, 12, Table + (Entry * 65536)); }, "header", "but the file has"),
        ["file length one less"] = new(f => Int64(f, 24, f.Length - 1), "header", "followed by other bytes"),
        ["file length negative"] = new(f => Int64(f, 24, -1), "header", "header says -1 bytes"),
        ["reserved bytes"] = new(f => f[60] = 1, "header", "reserved bytes"),
        ["reserved bytes behind the count"] = new(f => f[21] = 1, "header", "reserved bytes"),
        ["section at a negative offset"] = new(f => Int64(f, Table + 48, -64), "bundle", "begins at byte -64"),
        ["section over the header"] = new(f => Int64(f, Table + 48, 0), "bundle", "begins at byte 0"),
        ["section beyond the file"] = new(f => Int64(f, Table + 48, long.MaxValue), "bundle", "must begin at"),
        ["second section over the first"] = new(f => Int64(f, Table + Entry + 48, Int64(f, Table + 48)), "sources", "must begin at"),
        ["section not aligned"] = new(f => Int64(f, Table + 48, Int64(f, Table + 48) + 1), "bundle", "multiple of 64"),
        ["section of negative length"] = new(f => Int64(f, Table + 56, -1), "bundle", "18446744073709551615 bytes"),
        ["section longer than the file"] = new(f => Int64(f, Table + 56, long.MaxValue - 63), "bundle", "are left in the file"),
        ["section one byte longer"] = new(f => Int64(f, Table + 56, Int64(f, Table + 56) + 1), "bundle", "checksum of the section"),
        ["checksum of a section"] = new(f => f[Table + 64] ^= 1, "bundle", "checksum of the section"),
        ["two sections of one name"] = new(f => f.AsSpan(Table, 48).CopyTo(f.AsSpan(Table + Entry)), "bundle", "occurs twice"),
        ["name without end"] = new(f => f.AsSpan(Table, 48).Fill((byte)'a'), "header", "not ended by zero"),
        ["bytes behind the name's end"] = new(f => f[Table + 47] = 1, "header", "not ended by zero"),
        ["empty name"] = new(f => f.AsSpan(Table, 48).Clear(), "header", "name is empty"),
        ["name with a control character"] = new(f => f[Table] = 7, "header", "U+0007"),
        ["name that is not UTF-8"] = new(f => f[Table] = 0xFE, "header", "not valid UTF-8"),
        ["padding in use"] = new(f => f[Int64(f, Table + 48) + Int64(f, Table + 56)] = 9, "padding", "padding byte is not zero"),
    };

    public static TheoryData<string> CaseNames() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Load_ChecksumsRightTableWrong_SaysWhereAndWhy(string name)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        File.WriteAllBytes(path, ModelFileImage.Parse(Valid).ToBytes(Cases[name].Spoil));

        ModelFormatException e = LoadAttempt.MustFail(path, name);

        Assert.Equal(Cases[name].Section, e.Section);
        Assert.Contains(Cases[name].Reason, e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SectionsLeftOutOrAppendedBetween_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");

        // 64 more bytes before the trailer that no section owns.
        byte[] longer = [.. Valid.AsSpan(0, Valid.Length - 16), .. new byte[64 + 16]];
        Int64(longer, 24, longer.Length);
        File.WriteAllBytes(path, ModelFileImage.Seal(longer, Table + (Entry * Int32(Valid, 16))));

        Assert.Contains("the trailer begins at", LoadAttempt.MustFail(path, "unowned bytes").Reason, StringComparison.Ordinal);

        // A table of no sections in front of bytes that look like one.
        byte[] none = (byte[])Valid.Clone();
        Int32(none, 16, 0);
        Int32(none, 12, Table);
        File.WriteAllBytes(path, ModelFileImage.Seal(none, Table));
        Assert.Contains("sections end at byte 64", LoadAttempt.MustFail(path, "no sections").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ContainerWithoutSections_SaysThatTheBundleIsMissing()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        ModelFileWriter.Write(path, static _ => { });

        ModelFormatException e = LoadAttempt.MustFail(path, "empty");

        Assert.Equal("bundle", e.Section);
        Assert.Equal(80, new FileInfo(path).Length);
    }

    private static int Int32(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));

    private static void Int32(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

    private static long Int64(byte[] file, int at) => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));

    private static void Int64(byte[] file, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);

    private static byte[] ValidFile()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("m.mrec");
        Recommender<int, string>.Train(SampleData.Create<int, string>(SampleShape.None), new PopularityTrainer()).Save(path);
        return File.ReadAllBytes(path);
    }

    private sealed record Case(Action<byte[]> Spoil, string Section, string Reason);
}
