using System.IO.Hashing;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>Makes servable generations out of models that another engine trained.</summary>
public static class ImportedRecommender
{
    private const string NoEquations =
        "the file does not record the objective; give the regularization, and alpha where it applies, of the training (import --reg-param, --alpha, --implicit-prefs)";

    private const string NoInteractions =
        "the file does not record the interactions; give those of the training (import --interactions)";

    /// <summary>Serves factors: with the interactions and equations folded-in and explained, otherwise as they were stored.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="factors">The factors.</param>
    /// <param name="options">What is known about the training.</param>
    /// <param name="data">Interactions of the training and catalogue; a data set without rows gives the catalogue only; null for neither.</param>
    /// <param name="cancellationToken">Ends the solving of the users.</param>
    /// <returns>A generation over the ids of factors, interactions and catalogue together.</returns>
    /// <exception cref="ArgumentException">No user or no item of the interactions is among the factors, or a rating is not above 0.</exception>
    /// <exception cref="InvalidOperationException">A user's equations cannot be solved with these options.</exception>
    public static Recommender<TUserId, TItemId> Create<TUserId, TItemId>(
        FactorTable<TUserId, TItemId> factors,
        ImportedOptions options,
        MovieDataSet<TUserId, TItemId>? data = null,
        CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(options);
        if (data is { Log.Count: > 0 })
        {
            RequireOverlap("user", factors.Users, data.Users);
            RequireOverlap("item", factors.Items, data.Items);
        }

        Space<TUserId, TItemId> space = new(factors.Users, factors.Items, data);
        bool hasRows = data is { Log.Count: > 0 };
        UserHistories histories = space.Histories(options, weighted: false);
        CapabilityLimits limits = new()
        {
            FoldIn = options.Equations is null ? "Fold-in is not available: " + (options.MissingEquations ?? NoEquations) + "." : null,
            Explanations =
                options.Equations is null ? "Explanations are not available: " + (options.MissingEquations ?? NoEquations) + "."
                : !hasRows ? "Explanations are not available: " + NoInteractions + "."
                : null,
        };
        FactorMatrix users = Lay(factors.UserFactors.Span, factors.Dimensions, space.Users.Count, space.UserPositions(factors.Users));
        int[] itemPositions = space.ItemPositions(factors.Items);
        FactorMatrix items = Lay(factors.ItemFactors.Span, factors.Dimensions, space.Items.Count, itemPositions);
        ImportedModel model = ImportedModel.Create(
            options.Engine,
            users,
            items,
            ItemMask.FromItems(space.Items.Count, itemPositions),
            histories,
            options.Equations,
            limits,
            cancellationToken);
        return space.Join(model, histories, cancellationToken);
    }

    /// <summary>Serves an item-item model: any history at once, known users when the interactions are given.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="similarities">The matrix.</param>
    /// <param name="options">Name and threshold; equations are not used.</param>
    /// <param name="data">Interactions and catalogue; null for neither.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">No item of the interactions is in the matrix, or a rating is not above 0.</exception>
    public static Recommender<TUserId, TItemId> Create<TUserId, TItemId>(
        SimilarityTable<TItemId> similarities,
        ImportedOptions options,
        MovieDataSet<TUserId, TItemId>? data = null,
        CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(similarities);
        ArgumentNullException.ThrowIfNull(options);
        if (data is { Log.Count: > 0 })
        {
            RequireOverlap("item", similarities.Items, data.Items);
        }

        Space<TUserId, TItemId> space = new(IdMap<TUserId>.Empty, similarities.Items, data);
        UserHistories histories = space.Histories(options, weighted: true);
        int[] position = space.ItemPositions(similarities.Items);
        int[] row = new int[space.Items.Count];
        Array.Fill(row, -1);
        for (int r = 0; r < position.Length; r++)
        {
            row[position[r]] = r;
        }

        int[] starts = new int[space.Items.Count + 1];
        int[] columns = new int[similarities.Count];
        float[] values = new float[similarities.Count];
        int write = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] >= 0)
            {
                int from = write;
                for (int e = similarities.Starts[row[i]]; e < similarities.Starts[row[i] + 1]; e++)
                {
                    columns[write] = position[similarities.Columns[e]];
                    values[write++] = similarities.Values[e];
                }

                columns.AsSpan(from, write - from).Sort(values.AsSpan(from, write - from));
            }

            starts[i + 1] = write;
        }

        XxHash128 hash = new();
        hash.Append(MemoryMarshal.AsBytes(starts.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(columns.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(values.AsSpan()));
        ImportedItemItemModel model = new(starts, columns, values, histories, new RecommenderInfo
        {
            Algorithm = options.Engine,
            UserCount = space.Users.Count,
            ItemCount = space.Items.Count,
            InteractionCount = histories.Liked.Count,
            DataFingerprint = TrainingData.Create(histories).Fingerprint,
            OptionValues = [new("StoredSimilarities", Convert.ToHexStringLower(hash.GetCurrentHash()))],
        });
        return space.Join(model, histories, cancellationToken);
    }

    private static void RequireOverlap<TId>(string what, IdMap<TId> factors, IdMap<TId> data)
        where TId : notnull
    {
        foreach (TId id in data.Ids)
        {
            if (factors.TryGetIndex(id, out _))
            {
                return;
            }
        }

        if (factors.Count > 0 && data.Count > 0)
        {
            throw new ArgumentException(
                $"None of the {data.Count} {what}s of the interactions is among the {factors.Count} {what}s of the model "
                + $"({what} '{data[0]}' … against '{factors[0]}' …): the two use different ids.");
        }
    }

    private static FactorMatrix Lay(ReadOnlySpan<float> values, int dimensions, int rows, ReadOnlySpan<int> positions)
    {
        FactorMatrix matrix = new(rows, dimensions);
        for (int r = 0; r < positions.Length; r++)
        {
            values.Slice(r * dimensions, dimensions).CopyTo(matrix.Row(positions[r]));
        }

        return matrix;
    }

    /// <summary>The index spaces of model and data set together, and what is laid out over them.</summary>
    private sealed class Space<TUserId, TItemId>
        where TUserId : notnull
        where TItemId : notnull
    {
        private readonly MovieDataSet<TUserId, TItemId>? _data;

        public Space(IdMap<TUserId> users, IdMap<TItemId> items, MovieDataSet<TUserId, TItemId>? data)
        {
            _data = data;
            Users = data is null ? users : Union(users, data.Users);
            Items = data is null ? items : Union(items, data.Items);
        }

        public IdMap<TUserId> Users { get; }

        public IdMap<TItemId> Items { get; }

        public int[] UserPositions(IdMap<TUserId> part) => Positions(part, Users);

        public int[] ItemPositions(IdMap<TItemId> part) => Positions(part, Items);

        public UserHistories Histories(ImportedOptions options, bool weighted)
        {
            if (_data is null || _data.Log.Count == 0)
            {
                return UserHistories.Empty(Users.Count, Items.Count);
            }

            InteractionLog log = _data.Log;
            int[] user = UserPositions(_data.Users);
            int[] item = ItemPositions(_data.Items);
            InteractionLog moved = InteractionLog.Create(
                Users.Count,
                Items.Count,
                Array.ConvertAll(log.Users.ToArray(), u => user[u]),
                Array.ConvertAll(log.Items.ToArray(), i => item[i]),
                log.Ratings,
                log.Timestamps);
            if (options.Equations is null && !weighted)
            {
                // Only what was liked and seen matters; ratings of any sign are welcome.
                InteractionOptions liked = new() { PositiveThreshold = options.PositiveThreshold ?? float.MinValue };
                return TrainingData.FromLog(moved, liked).Histories;
            }

            ImportedEquations equations = options.Equations
                ?? new ImportedEquations { Objective = ImportedObjective.ImplicitConfidence, Regularization = 0 };
            return equations.ToHistories(moved, options.PositiveThreshold);
        }

        public Recommender<TUserId, TItemId> Join(IRecommender model, UserHistories histories, CancellationToken cancellationToken)
        {
            MovieCatalog? catalog = Catalog();
            IRecommender? fallback = histories.Liked.Count > 0
                ? new PopularityTrainer().Fit(TrainingData.Create(histories), null, cancellationToken)
                : null;
            return new Recommender<TUserId, TItemId>(
                Users, Items, model, fallback, catalog, histories, _data?.Sources ?? []);
        }

        private static IdMap<TId> Union<TId>(IdMap<TId> first, IdMap<TId> second)
            where TId : notnull => IdMap<TId>.Create([.. first.Ids, .. second.Ids]);

        private static int[] Positions<TId>(IdMap<TId> part, IdMap<TId> whole)
            where TId : notnull
        {
            int[] positions = new int[part.Count];
            for (int i = 0; i < positions.Length; i++)
            {
                whole.TryGetIndex(part[i], out positions[i]);
            }

            return positions;
        }

        private MovieCatalog? Catalog()
        {
            if (_data is null)
            {
                return null;
            }

            MovieMetadata?[] rows = new MovieMetadata?[Items.Count];
            int[] item = ItemPositions(_data.Items);
            for (int i = 0; i < item.Length; i++)
            {
                rows[item[i]] = _data.Catalog.GetMetadata(i);
            }

            return MovieCatalog.Create(rows);
        }
    }
}
