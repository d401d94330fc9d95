namespace MovieRec.Ann.Tests;

/// <summary>Files with valid checksums whose contents cannot be right: refused, never followed.</summary>
public sealed unsafe class HostileFileTests
{
    private static readonly VectorTable Table = TestVectors.Table(400, 10);

    public static TheoryData<string> Hnsw =>
        ["link", "negative", "gap", "level", "start", "upper", "upperLevel", "entry", "nan", "padding", "length", "steps", "infinite"];

    [Theory]
    [MemberData(nameof(Hnsw))]
    public void Load_HnswWithImpossibleContents_IsRefused(string damage) => AssertRefused(HnswIndex.Build(Table, Similarity.Cosine, new HnswOptions { M = 4 }), index =>
    {
        HnswGraph graph = ((HnswIndex)index).Graph;
        int tall = Array.FindIndex(graph.Levels.Span.ToArray(), static l => l > 0);
        int flat = Array.FindIndex(graph.Levels.Span.ToArray(), static l => l == 0);
        switch (damage)
        {
            case "link": graph.Links.Pointer[0] = 400; break;
            case "negative": graph.Links.Pointer[0] = -2; break;
            case "gap": graph.Links.Pointer[0] = -1; break;
            case "level": graph.Levels.Pointer[tall] = 200; break;
            case "start": graph.UpperStart.Pointer[tall] += 4; break;
            case "upper": graph.Upper.Pointer[0] = int.MaxValue; break;
            case "upperLevel": graph.Upper.Pointer[0] = flat; break;
            case "entry": graph.Levels.Pointer[graph.Entry] = 0; break;
            case "nan": graph.Vectors.Values.Pointer[3] = float.NaN; break;
            case "padding": graph.Vectors.Values.Pointer[15] = 1; break;
            case "steps": graph.Bytes!.Steps.Pointer[2] *= -1; break;
            case "infinite": graph.Bytes!.Steps.Pointer[2] = float.PositiveInfinity; break;
            default: graph.Vectors.PaddedRow(7).Fill(0.7f); break;
        }
    });

    [Theory]
    [InlineData("start")]
    [InlineData("order")]
    [InlineData("id")]
    [InlineData("position")]
    [InlineData("center")]
    [InlineData("spread")]
    [InlineData("scale")]
    public void Load_IvfWithImpossibleContents_IsRefused(string damage) => AssertRefused(IvfIndex.Build(Table, Similarity.Cosine, new IvfOptions { Cells = 8, ByteLists = true }), index =>
    {
        CellLists lists = ((IvfIndex)index).Lists;
        switch (damage)
        {
            case "start": lists.Starts.Pointer[8] = 401; break;
            case "order": lists.Starts.Pointer[1] = 400; lists.Starts.Pointer[2] = 0; break;
            case "id": lists.Ids.Pointer[0] = lists.Ids.Pointer[1]; break;
            case "position": lists.Positions.Pointer[5] = -1; break;
            case "center": lists.Centers.Pointer[0] = float.PositiveInfinity; break;
            case "spread": lists.Spreads.Pointer[0] = -1; break;
            default: lists.Bytes!.Scales.Pointer[0] = float.NaN; break;
        }
    });

    [Theory]
    [InlineData("circle")]
    [InlineData("child")]
    [InlineData("twice")]
    [InlineData("plane")]
    [InlineData("leaf")]
    [InlineData("item")]
    [InlineData("root")]
    [InlineData("offset")]
    public void Load_ForestWithImpossibleContents_IsRefused(string damage) => AssertRefused(ForestIndex.Build(Table, Similarity.NegativeSquaredL2, new ForestOptions { Trees = 3, LeafSize = 20 }), index =>
    {
        Trees trees = ((ForestIndex)index).Trees;
        TreeNode root = trees.Nodes.Pointer[0];
        int leaf = Array.FindIndex(trees.Nodes.Span.ToArray(), static n => n.IsLeaf);
        switch (damage)
        {
            case "circle": trees.Nodes.Pointer[0] = new TreeNode(root.Plane, root.Offset, 0, root.Count); break;
            case "child": trees.Nodes.Pointer[0] = new TreeNode(root.Plane, root.Offset, int.MaxValue, root.Count); break;
            case "twice": trees.Nodes.Pointer[0] = new TreeNode(root.Plane, root.Offset, root.First + 2, root.Count); break;
            case "plane": trees.Nodes.Pointer[0] = new TreeNode(1 << 20, root.Offset, root.First, root.Count); break;
            case "leaf": trees.Nodes.Pointer[leaf] = new TreeNode(-1, 0, 1190, 11); break;
            case "item": trees.Items.Pointer[3] = 400; break;
            case "root": trees.Roots.Pointer[1] = trees.Roots.Pointer[0]; break;
            default: trees.Nodes.Pointer[0] = new TreeNode(root.Plane, float.NaN, root.First, root.Count); break;
        }
    });

    [Fact]
    public void Load_SectionsSwappedBetweenIndexes_IsRefused()
    {
        using HnswIndex index = HnswIndex.Build(Table, Similarity.Cosine);
        using TemporaryFile file = new();
        ModelFileWriter.Write(file.Path, sections =>
        {
            IndexSectionWriter writer = new(sections.Nested("index"));
            new IndexHead("hnsw", Similarity.Cosine, 300, 10, 64).Write(writer.Sections);
            writer.Sections.AddOptions(OptionBag.From(index.Parameters));
            index.WriteArrays(writer);
        });
        AssertFileRefused(file.Path);
        ModelFileWriter.Write(file.Path, static sections => sections.Nested("index").AddByteArray("other", new byte[3]));
        AssertFileRefused(file.Path);
    }

    private static void AssertRefused(VectorIndex index, Action<VectorIndex> damage)
    {
        using TemporaryFile file = new();
        index.Save(file.Path);
        using (VectorIndex.Load(file.Path))
        {
        }

        damage(index);
        index.Save(file.Path);
        AssertFileRefused(file.Path);
        index.Dispose();
    }

    private static void AssertFileRefused(string path)
    {
        foreach (IndexLoading loading in new[] { IndexLoading.Copy, IndexLoading.Map })
        {
            ModelFormatException e = Assert.Throws<ModelFormatException>(() => VectorIndex.Load(path, loading));
            Assert.StartsWith("index/", e.Section, StringComparison.Ordinal);
            Assert.NotEmpty(e.Reason);
        }
    }
}
