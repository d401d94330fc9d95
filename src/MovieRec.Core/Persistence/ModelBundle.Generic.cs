namespace MovieRec;

/// <summary>Everything a model file holds: ids, metadata, histories, licences, the model and its fallback. Immutable.</summary>
/// <typeparam name="TUserId">User id: int, long, string or Guid.</typeparam>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
public sealed class ModelBundle<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Puts the parts together.</summary>
    /// <param name="users">User ids.</param>
    /// <param name="items">Item ids.</param>
    /// <param name="catalog">Metadata over the item index space.</param>
    /// <param name="histories">Liked and seen over both index spaces.</param>
    /// <param name="sources">Origin and licences of the training data; may be empty.</param>
    /// <param name="model">The model.</param>
    /// <param name="fallback">Answers for users whom the model does not know; null for none.</param>
    /// <exception cref="ArgumentException">The parts cover different index spaces.</exception>
    public ModelBundle(
        IdMap<TUserId> users,
        IdMap<TItemId> items,
        MovieCatalog catalog,
        UserHistories histories,
        IReadOnlyList<DataSetInfo> sources,
        IRecommender model,
        IRecommender? fallback = null)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(model);
        if (catalog.Count != items.Count || histories.UserCount != users.Count || histories.ItemCount != items.Count)
        {
            throw new ArgumentException(
                $"The parts differ in size: {users.Count} users and {items.Count} items in the maps, "
                + $"{histories.UserCount} and {histories.ItemCount} in the histories, {catalog.Count} items in the catalogue.");
        }

        CheckModel(model, users.Count, items.Count, nameof(model));
        if (fallback is not null)
        {
            CheckModel(fallback, users.Count, items.Count, nameof(fallback));
        }

        Users = users;
        Items = items;
        Catalog = catalog;
        Histories = histories;
        Sources = [.. sources];
        Model = model;
        Fallback = fallback;
    }

    /// <summary>User ids.</summary>
    public IdMap<TUserId> Users { get; }

    /// <summary>Item ids.</summary>
    public IdMap<TItemId> Items { get; }

    /// <summary>Metadata by item index.</summary>
    public MovieCatalog Catalog { get; }

    /// <summary>Liked and seen interactions; empty when the file was saved without history.</summary>
    public UserHistories Histories { get; }

    /// <summary>Origin and licences of the training data.</summary>
    public IReadOnlyList<DataSetInfo> Sources { get; }

    /// <summary>The model.</summary>
    public IRecommender Model { get; }

    /// <summary>Answers for users whom the model does not know; null for none.</summary>
    public IRecommender? Fallback { get; }

    private static void CheckModel(IRecommender model, int userCount, int itemCount, string name)
    {
        if (model.Info.UserCount > userCount || model.Info.ItemCount > itemCount)
        {
            throw new ArgumentException(
                $"The '{model.Info.Algorithm}' model covers {model.Info.UserCount} users and {model.Info.ItemCount} items; "
                + $"the id maps hold {userCount} and {itemCount}.",
                name);
        }
    }
}
