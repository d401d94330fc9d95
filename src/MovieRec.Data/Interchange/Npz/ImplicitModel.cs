namespace MovieRec.Data;

/// <summary>A model that the Python package <c>implicit</c> saved. Rows have positions, not ids: the caller says whose they are.</summary>
public sealed class ImplicitModel
{
    private readonly float[] _userFactors;
    private readonly float[] _itemFactors;
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly float[] _values;

    internal ImplicitModel(float[] userFactors, float[] itemFactors, int dimensions)
    {
        _userFactors = userFactors;
        _itemFactors = itemFactors;
        Dimensions = dimensions;
        UserCount = userFactors.Length / dimensions;
        ItemCount = itemFactors.Length / dimensions;
        _starts = [];
        _columns = [];
        _values = [];
    }

    internal ImplicitModel(int[] starts, int[] columns, float[] values)
    {
        _userFactors = [];
        _itemFactors = [];
        _starts = starts;
        _columns = columns;
        _values = values;
        ItemCount = starts.Length - 1;
        Kind = ImplicitModelKind.ItemItem;
    }

    /// <summary>What kind of model it is.</summary>
    public ImplicitModelKind Kind { get; internal init; }

    /// <summary>Rows of user factors; 0 for an item-item model.</summary>
    public int UserCount { get; }

    /// <summary>Rows of item factors or of the similarity matrix.</summary>
    public int ItemCount { get; }

    /// <summary>Number of factors, bias columns included; 0 for an item-item model.</summary>
    public int Dimensions { get; }

    /// <summary>λ, where the file records it.</summary>
    public double? Regularization { get; internal init; }

    /// <summary>α, where the file records it (since <c>implicit</c> 0.5).</summary>
    public double? Alpha { get; internal init; }

    /// <summary>Ids of the users as text, by position, where the file holds an array <c>user_ids</c>.</summary>
    public IReadOnlyList<string>? UserIds { get; internal init; }

    /// <summary>Ids of the items as text, by position, where the file holds an array <c>item_ids</c>.</summary>
    public IReadOnlyList<string>? ItemIds { get; internal init; }

    /// <summary>The factors under ids.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="users">One id for each row of user factors, in their order (<see cref="IdMap{TId}.FromIndexOrder"/>).</param>
    /// <param name="items">One id for each row of item factors.</param>
    /// <exception cref="ArgumentException">There are more or fewer ids than rows.</exception>
    /// <exception cref="NotSupportedException">The file holds an item-item model.</exception>
    public FactorTable<TUserId, TItemId> ToFactorTable<TUserId, TItemId>(IdMap<TUserId> users, IdMap<TItemId> items)
        where TUserId : notnull
        where TItemId : notnull => Kind == ImplicitModelKind.ItemItem
        ? throw new NotSupportedException("An item-item model has no factors.")
        : new FactorTable<TUserId, TItemId>(users, items, Dimensions, _userFactors, _itemFactors);

    /// <summary>The similarity matrix under ids.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="items">One id for each row, in their order.</param>
    /// <exception cref="ArgumentException">There are more or fewer ids than rows.</exception>
    /// <exception cref="NotSupportedException">The file holds factors.</exception>
    public SimilarityTable<TItemId> ToSimilarityTable<TItemId>(IdMap<TItemId> items)
        where TItemId : notnull => Kind == ImplicitModelKind.ItemItem
        ? new SimilarityTable<TItemId>(items, _starts, _columns, _values)
        : throw new NotSupportedException("A model of factors has no similarity matrix.");
}
