namespace MovieRec;

/// <summary>User and item factors by id: what is exchanged with other engines. Immutable; factors are not copied.</summary>
/// <typeparam name="TUserId">User id.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class FactorTable<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>The largest number of factors.</summary>
    public const int MaximumDimensions = 4096;

    /// <summary>Creates a table.</summary>
    /// <param name="users">User ids.</param>
    /// <param name="items">Item ids.</param>
    /// <param name="dimensions">Number of factors, 1 … 4096.</param>
    /// <param name="userFactors">Row-major users × dimensions, in index order, finite.</param>
    /// <param name="itemFactors">Row-major items × dimensions, in index order, finite.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is NaN or infinite.</exception>
    public FactorTable(
        IdMap<TUserId> users, IdMap<TItemId> items, int dimensions, ReadOnlyMemory<float> userFactors, ReadOnlyMemory<float> itemFactors)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(items);
        if (dimensions is < 1 or > MaximumDimensions)
        {
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, $"The number of factors must be in 1 … {MaximumDimensions}.");
        }

        Check(userFactors.Span, users.Count, dimensions, "user", nameof(userFactors));
        Check(itemFactors.Span, items.Count, dimensions, "item", nameof(itemFactors));
        Users = users;
        Items = items;
        Dimensions = dimensions;
        UserFactors = userFactors;
        ItemFactors = itemFactors;
    }

    /// <summary>User ids.</summary>
    public IdMap<TUserId> Users { get; }

    /// <summary>Item ids.</summary>
    public IdMap<TItemId> Items { get; }

    /// <summary>Number of factors.</summary>
    public int Dimensions { get; }

    /// <summary>Row-major users × dimensions, by user index. A zero row is a user without a vector.</summary>
    public ReadOnlyMemory<float> UserFactors { get; }

    /// <summary>Row-major items × dimensions, by item index.</summary>
    public ReadOnlyMemory<float> ItemFactors { get; }

    /// <summary>The vector of one user.</summary>
    /// <param name="userIndex">Index in <see cref="Users"/>.</param>
    public ReadOnlySpan<float> GetUserVector(int userIndex) => UserFactors.Span.Slice(userIndex * Dimensions, Dimensions);

    /// <summary>The vector of one item.</summary>
    /// <param name="itemIndex">Index in <see cref="Items"/>.</param>
    public ReadOnlySpan<float> GetItemVector(int itemIndex) => ItemFactors.Span.Slice(itemIndex * Dimensions, Dimensions);

    /// <summary>Takes the vectors out of a model whose score is an inner product.</summary>
    /// <param name="recommender">The generation.</param>
    /// <exception cref="NotSupportedException">The model has no vectors.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The vectors exceed the largest array.</exception>
    public static FactorTable<TUserId, TItemId> FromRecommender(Recommender<TUserId, TItemId> recommender)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        IVectorRecommender vectors = recommender.Model.GetService<IVectorRecommender>()
            ?? throw new NotSupportedException($"The model '{recommender.Model.Info.Algorithm}' has no user and item vectors.");
        int d = vectors.Dimensions;
        float[] users = new float[Length(recommender.Users.Count, d)];
        float[] items = new float[Length(recommender.Items.Count, d)];
        for (int u = 0; u < recommender.Users.Count; u++)
        {
            Span<float> row = users.AsSpan(u * d, d);
            if (!vectors.TryGetQueryVector(RecommendationQuery.ForUser(u), row))
            {
                row.Clear();
            }
        }

        for (int i = 0; i < vectors.ItemCount; i++)
        {
            vectors.GetItemVector(i).CopyTo(items.AsSpan(i * d, d));
        }

        return new FactorTable<TUserId, TItemId>(recommender.Users, recommender.Items, d, users, items);
    }

    private static int Length(int rows, int columns) => (long)rows * columns <= Array.MaxLength
        ? rows * columns
        : throw new ArgumentOutOfRangeException(nameof(rows), rows, $"{rows} rows of {columns} factors exceed the largest array ({Array.MaxLength} elements).");

    private static void Check(ReadOnlySpan<float> values, int rows, int columns, string what, string name)
    {
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{values.Length} values for {rows} {what}s of {columns} factors.", name);
        }

        int bad = FiniteCheck.IndexOfNonFinite(values);
        if (bad >= 0)
        {
            throw new ArgumentException($"Factor {bad % columns} of {what} {bad / columns} is {values[bad]}; factors must be finite.", name);
        }
    }
}
