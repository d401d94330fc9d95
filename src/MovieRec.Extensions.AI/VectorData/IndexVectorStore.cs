using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;

namespace MovieRec.Extensions.AI;

/// <summary>
/// Any similarity index as a vector-store collection, for code that is written against Microsoft.Extensions.VectorData.
/// Read-only: the index is built from a model, not filled record by record.
/// </summary>
/// <typeparam name="TKey">The caller's item id.</typeparam>
/// <typeparam name="TRecord">What a result is shown as.</typeparam>
/// <remarks>
/// Thread-safe. That interface is asynchronous and allocates; where speed matters call the index itself. A filter is
/// evaluated on every record before the search and pushed down into it, so that a filtered search still returns as many
/// records as asked for when that many pass. Scores are similarities: higher is closer. Records are made on demand, without
/// vectors.
/// </remarks>
public sealed class IndexVectorStore<TKey, TRecord> : VectorStoreCollection<TKey, TRecord>
    where TKey : notnull
    where TRecord : class
{
    private const string SystemName = "movierec";
    private readonly ISimilarityIndex _index;
    private readonly IdMap<TKey> _ids;
    private readonly Func<TKey, int, TRecord> _record;

    /// <summary>Wraps an index.</summary>
    /// <param name="name">Name of the collection.</param>
    /// <param name="index">The index; it stays the caller's.</param>
    /// <param name="ids">Ids of the indexed vectors.</param>
    /// <param name="record">Makes the record of an item from its id and index; called often, returns the same content each time.</param>
    /// <exception cref="ArgumentException">The index and the ids differ in number.</exception>
    public IndexVectorStore(string name, ISimilarityIndex index, IdMap<TKey> ids, Func<TKey, int, TRecord> record)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(record);
        if (index.Count != ids.Count)
        {
            throw new ArgumentException($"The index holds {index.Count} vectors; there are {ids.Count} ids.", nameof(ids));
        }

        Name = name;
        _index = index;
        _ids = ids;
        _record = record;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

    /// <inheritdoc/>
    public override Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the collection is read-only.</exception>
    public override Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default) => Task.FromException(ReadOnly());

    /// <inheritdoc/>
    public override Task<TRecord?> GetAsync(TKey key, RecordRetrievalOptions? options = null, CancellationToken cancellationToken = default)
    {
        RefuseVectors(options?.IncludeVectors ?? false);
        return Task.FromResult(_ids.TryGetIndex(key, out int index) ? _record(key, index) : null);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<TRecord> GetAsync(
        Expression<Func<TRecord, bool>> filter,
        int top,
        FilteredRecordRetrievalOptions<TRecord>? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        RefuseVectors(options?.IncludeVectors ?? false);
        if (options?.OrderBy is not null)
        {
            throw new NotSupportedException("Records come in the order of their ids; OrderBy is not supported.");
        }

        Func<TRecord, bool> passes = filter.Compile();
        int skip = options?.Skip ?? 0;
        for (int i = 0; i < _ids.Count && top > 0; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TRecord record = _record(_ids[i], i);
            if (passes(record) && --skip < 0)
            {
                top--;
                yield return record;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// <paramref name="searchValue"/> is a vector: <see cref="ReadOnlyMemory{T}"/> of float, an array of float, or an
    /// <see cref="Embedding{T}"/> of float.
    /// </remarks>
    /// <exception cref="NotSupportedException">The input is not a vector, or vectors are asked for in the answer.</exception>
    public override async IAsyncEnumerable<VectorSearchResult<TRecord>> SearchAsync<TInput>(
        TInput searchValue,
        int top,
        VectorSearchOptions<TRecord>? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        RefuseVectors(options?.IncludeVectors ?? false);
        int skip = options?.Skip ?? 0;
        ReadOnlyMemory<float> query = Vector(searchValue);
        ItemMask? eligible = options?.Filter is { } filter ? Eligible(filter, cancellationToken) : null;
        ScoredItem[] found = new ScoredItem[(int)Math.Min((long)top + skip, _index.Count)];
        int count = _index.Search(query.Span, found, new SearchOptions { Eligible = eligible });
        for (int i = skip; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (options?.ScoreThreshold is { } threshold && found[i].Score < threshold)
            {
                break;
            }

            int item = found[i].ItemIndex;
            yield return new VectorSearchResult<TRecord>(_record(_ids[item], item), found[i].Score);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the collection is read-only.</exception>
    public override Task UpsertAsync(TRecord record, CancellationToken cancellationToken = default) => Task.FromException(ReadOnly());

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the collection is read-only.</exception>
    public override Task UpsertAsync(IEnumerable<TRecord> records, CancellationToken cancellationToken = default) => Task.FromException(ReadOnly());

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the collection is read-only.</exception>
    public override Task DeleteAsync(TKey key, CancellationToken cancellationToken = default) => Task.FromException(ReadOnly());

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(VectorStoreCollectionMetadata) ? new VectorStoreCollectionMetadata { VectorStoreSystemName = SystemName, CollectionName = Name }
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_index) ? _index
            : null;
    }

    private static ReadOnlyMemory<float> Vector<TInput>(TInput value) => value switch
    {
        ReadOnlyMemory<float> memory => memory,
        float[] array => array,
        Embedding<float> embedding => embedding.Vector,
        _ => throw new NotSupportedException($"A search takes a vector of floats; {typeof(TInput)} would need an embedding generator."),
    };

    private static void RefuseVectors(bool wanted)
    {
        if (wanted)
        {
            throw new NotSupportedException("Records are returned without their vectors: leave IncludeVectors off.");
        }
    }

    private static NotSupportedException ReadOnly() => new("The collection is a view of an index and read-only; build a new index instead.");

    private ItemMask Eligible(Expression<Func<TRecord, bool>> filter, CancellationToken cancellationToken)
    {
        Func<TRecord, bool> passes = filter.Compile();
        return ItemMask.Create(_ids.Count, i =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return passes(_record(_ids[i], i));
        });
    }
}
