using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;
using MovieRec.Ann;

namespace MovieRec.Extensions.AI.Tests.VectorData;

public sealed class IndexVectorStoreTests : IDisposable
{
    private const int Count = 500;
    private const int Dimensions = 6;
    private readonly HnswIndex _index;
    private readonly IndexVectorStore<string, Film> _collection;
    private readonly float[] _rows = new float[Count * Dimensions];

    public IndexVectorStoreTests()
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] = MathF.Sin(i * 12.9898f) + (0.01f * i / Count);
        }

        _index = HnswIndex.Build(
            VectorTable.FromRows(_rows, Dimensions), Similarity.Cosine, cancellationToken: Token);
        IdMap<string> ids = IdMap<string>.Create(Enumerable.Range(0, Count).Select(static i => $"film{i:D3}"));
        _collection = new IndexVectorStore<string, Film>("films", _index, ids, static (id, index) => new Film(id, 1950 + (index % 50)));
    }

    public void Dispose()
    {
        _collection.Dispose();
        _index.Dispose();
    }

    [Fact]
    public async Task SearchAsync_Vector_EqualsTheIndex()
    {
        ScoredItem[] expected = new ScoredItem[8];
        _index.Search(Query(3), expected);
        foreach (object input in new object[] { Query(3), new ReadOnlyMemory<float>(Query(3)), new Embedding<float>(Query(3)) })
        {
            List<VectorSearchResult<Film>> found = await List(_collection.SearchAsync(input, 5, new VectorSearchOptions<Film> { Skip = 3 }, Token));
            Assert.Equal(expected[3..].Select(static s => $"film{s.ItemIndex:D3}"), found.Select(static r => r.Record.Id));
            Assert.Equal(expected[3..].Select(static s => (double?)s.Score), found.Select(static r => r.Score));
        }
    }

    [Fact]
    public async Task SearchAsync_Filter_StillReturnsAsManyAsAskedFor()
    {
        List<VectorSearchResult<Film>> found = await List(_collection.SearchAsync(Query(9), 10, new VectorSearchOptions<Film> { Filter = static f => f.Year == 1977 }, Token));
        Assert.Equal(10, found.Count);
        Assert.All(found, static r => Assert.Equal(1977, r.Record.Year));
        double middle = found[4].Score!.Value;
        Assert.Equal(5, (await List(_collection.SearchAsync(Query(9), 10, new VectorSearchOptions<Film> { Filter = static f => f.Year == 1977, ScoreThreshold = middle }, Token))).Count);
    }

    [Fact]
    public async Task GetAsync_KeysAndFilters_FindRecords()
    {
        Assert.Equal(new Film("film007", 1957), await _collection.GetAsync("film007", cancellationToken: Token));
        Assert.Null(await _collection.GetAsync("no such film", cancellationToken: Token));
        List<Film> films = await List(_collection.GetAsync(static f => f.Year == 1951, 3, new FilteredRecordRetrievalOptions<Film> { Skip = 1 }, Token));
        Assert.Equal(["film051", "film101", "film151"], films.Select(static f => f.Id));
    }

    [Fact]
    public async Task Changes_AreRefused()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => _collection.UpsertAsync(new Film("x", 1), Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => _collection.DeleteAsync("film001", Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => _collection.EnsureCollectionDeletedAsync(Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => List(_collection.SearchAsync("a text", 3, cancellationToken: Token)));
        await Assert.ThrowsAsync<NotSupportedException>(() => List(_collection.SearchAsync(Query(1), 3, new VectorSearchOptions<Film> { IncludeVectors = true }, Token)));
        Assert.True(await _collection.CollectionExistsAsync(Token));
    }

    [Fact]
    public void GetService_KnownTypes_AreOffered()
    {
        Assert.Same(_index, _collection.GetService(typeof(ISimilarityIndex)));
        Assert.Equal("films", Assert.IsType<VectorStoreCollectionMetadata>(_collection.GetService(typeof(VectorStoreCollectionMetadata))).CollectionName);
        Assert.Null(_collection.GetService(typeof(string)));
        Assert.Throws<ArgumentException>(() => new IndexVectorStore<string, Film>("x", _index, IdMap<string>.Create(["a"]), static (_, _) => new Film("", 0)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private float[] Query(int row) => _rows.AsSpan(row * Dimensions, Dimensions).ToArray();

    private static async Task<List<T>> List<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }

    internal sealed record Film(string Id, int Year);
}
