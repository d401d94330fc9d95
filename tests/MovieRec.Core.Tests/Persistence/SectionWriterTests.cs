namespace MovieRec.Tests.Persistence;

/// <summary>Names, texts and arrays of sections: what a format may write and what comes back.</summary>
public sealed class SectionWriterTests
{
    [Fact]
    public void Add_NamesThatCannotBe_AreRefusedBeforeAnythingIsWritten()
    {
        using TemporaryFolder folder = new();
        (string Name, string Expected)[] cases =
        [
            (new string('x', 48), "takes 48 bytes"),
            (new string('é', 24), "takes 48 bytes"),
            ("a\nb", "U+000A"),
            ("a\uD800", "U+D800"),
            ("twice", "was added before"),
        ];
        foreach ((string name, string expected) in cases)
        {
            ArgumentException e = Assert.Throws<ArgumentException>("name", () => ModelFileWriter.Write(folder.File("m"), sections =>
            {
                sections.AddInt32Array("twice", default);
                sections.AddInt32Array(name, default);
            }));
            Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => ModelFileWriter.Write(folder.File("m"), s => s.AddInt32Array("", default)));
        Assert.Throws<ArgumentException>(() => ModelFileWriter.Write(folder.File("m"), s => s.Nested("")));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void AddArrays_NumbersThatAreNotFinite_SayWhich()
    {
        using TemporaryFolder folder = new();

        ArgumentException e = Assert.Throws<ArgumentException>(
            "values", () => ModelFileWriter.Write(folder.File("m"), s => s.AddSingleArray("f", new[] { 1, 2, float.NaN })));
        Assert.Contains("Value 2 of section 'f' is NaN", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(
            "values", () => ModelFileWriter.Write(folder.File("m"), s => s.Nested("n").AddDoubleArray("d", new[] { double.PositiveInfinity })));
        Assert.Contains("Value 0 of section 'n/d'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(1_048_577)]
    [InlineData(3_000_001)]
    public void ByteArray_LengthsAroundBuffersAndPadding_ComeBack(int length)
    {
        using TemporaryFolder folder = new();
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        ModelFileWriter.Write(folder.File("m"), s =>
        {
            s.AddByteArray("first", bytes);
            s.Add("pieces", w =>
            {
                for (int at = 0; at < length; at += 70_001)
                {
                    w.Write(bytes.AsSpan(at, Math.Min(70_001, length - at)));
                }

                Assert.Equal(length, w.Position);
            });
            s.AddInt32Array("last", new[] { length });
        });

        using ModelFile file = ModelFile.Open(folder.File("m"));
        Assert.Equal(bytes, file.Root.ReadByteArray("first"));
        Assert.Equal(bytes, file.Root.ReadByteArray("pieces"));
        Assert.Equal([length], file.Root.ReadInt32Array("last"));
        Assert.All(file.Sections, s => Assert.Equal(0, s.Offset % 64));
        Assert.Equal(new FileInfo(folder.File("m")).Length, file.Length);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5000)]
    [InlineData(16_384)]
    [InlineData(40_000)]
    public void String_LongerThanBuffersWithPairsAtEveryBorder_ComesBack(int length)
    {
        using TemporaryFolder folder = new();
        string[] texts = [.. Enumerable.Range(0, 3).Select(shift => new string('a', shift) + string.Concat(Enumerable.Repeat("🎬é", length / 4)))];
        ModelFileWriter.Write(folder.File("m"), s =>
        {
            s.AddStringArray("texts", texts);
            s.Add("inline", w => Array.ForEach(texts, w.WriteString));
        });

        using ModelFile file = ModelFile.Open(folder.File("m"));
        Assert.Equal(texts, file.Root.ReadStringArray("texts"));
        using SectionReader reader = file.Root.Open("inline");
        Assert.All(texts, text => Assert.Equal(text, reader.ReadString()));
        reader.ExpectEnd();
    }

    [Fact]
    public void Write_NullArguments_AreNamed()
    {
        Assert.Throws<ArgumentException>("path", () => ModelFileWriter.Write("", static _ => { }));
        Assert.Throws<ArgumentNullException>("build", () => ModelFileWriter.Write("x", null!));
        Assert.Throws<ArgumentNullException>("format", () => ModelFormats.Empty.With(null!));
        Assert.Throws<ArgumentException>("path", () => ModelFile.Open(""));
        Assert.Throws<ArgumentNullException>("file", () => ModelBundle.ReadIdKinds((ModelFile)null!));
        Assert.Throws<ArgumentNullException>("bundle", () => ModelBundle.Save<int, int>("x", null!));
    }

    [Fact]
    public void ModelFile_Disposed_RefusesToRead()
    {
        using TemporaryFolder folder = new();
        ModelFileWriter.Write(folder.File("m"), s => s.AddInt32Array("a", new[] { 1 }));
        ModelFile file = ModelFile.Open(folder.File("m"));
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Root.ReadInt32Array("a"));
    }
}
