namespace MovieRec.Data.Tests.Interchange;

/// <summary>NumPy reads what is written here, and what NumPy wrote is read here.</summary>
public sealed class NumPyTests
{
    [Fact]
    public void Write_Factors_NumPyReadsThem()
    {
        using TemporaryFolder folder = new();
        FactorTable<long, long> factors = SparkModels.Factors();
        string file = folder.In("factors.npz");
        ImplicitModelWriter.Write(file, factors, TestContext.Current.CancellationToken);

        string output = NumPy.Run(
            """
            import numpy, sys
            a = numpy.load(sys.argv[1], allow_pickle=False)
            u, i = a['user_factors'], a['item_factors']
            print(sorted(a.files))
            print(u.dtype, u.shape, i.dtype, i.shape, int(a['factors']), str(a['dtype']), a['factors'].shape)
            print(a['user_ids'].tolist(), a['item_ids'].tolist())
            print(' '.join(repr(float(v)) for v in u.ravel()))
            print(' '.join(repr(float(v)) for v in i.ravel()))
            """,
            file);

        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("['dtype', 'factors', 'item_factors', 'item_ids', 'user_factors', 'user_ids']", lines[0]);
        Assert.Equal("float32 (20, 4) float32 (12, 4) 4 float32 ()", lines[1]);
        Assert.Equal($"[{string.Join(", ", factors.Users.Ids.ToArray())}] [{string.Join(", ", factors.Items.Ids.ToArray())}]", lines[2]);
        Assert.Equal(factors.UserFactors.ToArray(), Numbers(lines[3]));
        Assert.Equal(factors.ItemFactors.ToArray(), Numbers(lines[4]));
    }

    [Fact]
    public void Write_TextIds_NumPyReadsThemWithoutPickle()
    {
        using TemporaryFolder folder = new();
        FactorTable<string, string> factors = new(
            IdMap<string>.Create(["ann", "žofie", "🎬"]), IdMap<string>.Create(["x"]), 1, new float[] { 1, 2, 3 }, new float[] { 4 });
        string file = folder.In("factors.npz");
        ImplicitModelWriter.Write(file, factors, TestContext.Current.CancellationToken);

        string output = NumPy.Run(
            "import numpy, sys; a = numpy.load(sys.argv[1], allow_pickle=False); print(ascii(a['user_ids'].tolist()), a['user_ids'].dtype)", file);

        Assert.Equal("""['ann', '\u017eofie', '\U0001f3ac'] <U5""", output.Trim());
        ImplicitModel model = ImplicitModelReader.Read(file);
        Assert.Equal(["ann", "žofie", "🎬"], model.UserIds!);
    }

    [Theory]
    [InlineData("numpy.savez(f, user_factors=u, item_factors=i, regularization=0.05, factors=5, alpha=2.0, dtype='float32', use_cg=True, iterations=15)")]
    [InlineData("numpy.savez_compressed(f, user_factors=u.astype('<f8'), item_factors=i.astype('>f8'), regularization=0.05, alpha=numpy.float32(2), random_state=7)")]
    [InlineData("numpy.savez(f, user_factors=numpy.asfortranarray(u), item_factors=numpy.asfortranarray(i.astype('>f4')), regularization=0.05, alpha=2)")]
    public void Read_WhatNumPySaved_GivesTheFactors(string save)
    {
        using TemporaryFolder folder = new();
        string file = folder.In("model.npz");
        NumPy.Run(
            "import numpy, sys\nf = sys.argv[1]\nu = (numpy.arange(35, dtype='f4').reshape(7, 5) * 0.25 - 3)\ni = numpy.arange(15, dtype='f4').reshape(3, 5) / 8\n" + save,
            file);

        ImplicitModel model = ImplicitModelReader.Read(file);

        Assert.Equal(ImplicitModelKind.AlternatingLeastSquares, model.Kind);
        Assert.Equal(0.05, model.Regularization);
        Assert.Equal(2, model.Alpha);
        Assert.Equal((7, 3, 5), (model.UserCount, model.ItemCount, model.Dimensions));
        FactorTable<long, long> factors = model.ToFactorTable(Positions(7), Positions(3));
        Assert.Equal(Enumerable.Range(0, 35).Select(static v => (v * 0.25f) - 3), factors.UserFactors.ToArray());
        Assert.Equal(Enumerable.Range(0, 15).Select(static v => v / 8f), factors.ItemFactors.ToArray());
    }

    [Fact]
    public void Read_FormatVersions2And3_AreRead()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("model.npz");
        NumPy.Run(
            """
            import numpy, sys, zipfile
            u = numpy.arange(6, dtype='f4').reshape(3, 2)
            with zipfile.ZipFile(sys.argv[1], 'w') as z:
                for name, version in (('user_factors', (2, 0)), ('item_factors', (3, 0))):
                    with z.open(name + '.npy', 'w') as f:
                        numpy.lib.format.write_array(f, u, version=version, allow_pickle=False)
            """,
            file);

        ImplicitModel model = ImplicitModelReader.Read(file);

        Assert.Equal(ImplicitModelKind.Factors, model.Kind);
        Assert.Equal([0f, 1, 2, 3, 4, 5], model.ToFactorTable(Positions(3), Positions(3)).ItemFactors.ToArray());
    }

    [Fact]
    public void Read_Pickle_IsAlwaysRefused()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("model.npz");
        NumPy.Run(
            "import numpy, sys; numpy.savez(sys.argv[1], user_factors=numpy.array([[{'a': 1}]], dtype=object), item_factors=numpy.zeros((1, 1), 'f4'))", file);

        Assert.Contains("never read", Assert.Throws<DataFormatException>(() => ImplicitModelReader.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ItemItemModel_ServesItsRows()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("model.npz");
        NumPy.Run(
            """
            import numpy, sys
            numpy.savez(sys.argv[1], K=2, shape=(3, 3), data=numpy.array([1, .5, 1, .25, .5, 1]), indptr=numpy.array([0, 2, 4, 6], dtype='i4'), indices=numpy.array([0, 1, 1, 2, 0, 2], dtype='i4'))
            """,
            file);

        ImplicitModel model = ImplicitModelReader.Read(file);
        Recommender<long, long> served = ImportedRecommender.Create<long, long>(
            model.ToSimilarityTable(Positions(3)), new ImportedOptions(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ImplicitModelKind.ItemItem, model.Kind);
        RecommendationList<long> list = served.RecommendFor([1L]);
        Assert.Equal(2L, list[0].ItemId);
        Assert.Equal(0.25f, list[0].Score);
    }

    private static IdMap<long> Positions(int count) => IdMap<long>.Create(Enumerable.Range(0, count).Select(static i => (long)i));

    private static float[] Numbers(string line) =>
        [.. line.Split(' ').Select(static n => float.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}
