namespace MovieRec;

/// <summary>What every user liked, and what every user has seen (liked or not). Immutable.</summary>
public sealed class UserHistories
{
    internal UserHistories(InteractionMatrix liked, InteractionMatrix seen)
    {
        Liked = liked;
        Seen = seen;
    }

    /// <summary>Liked interactions, with weights.</summary>
    public InteractionMatrix Liked { get; }

    /// <summary>Every row of the source: liked ones included. The same object as <see cref="Liked"/> when all rows are liked.</summary>
    public InteractionMatrix Seen { get; }

    /// <summary>Number of users.</summary>
    public int UserCount => Liked.UserCount;

    /// <summary>Number of items.</summary>
    public int ItemCount => Liked.ItemCount;

    /// <summary>Histories without any interaction: what a model file saved without history holds.</summary>
    /// <param name="userCount">Number of users.</param>
    /// <param name="itemCount">Number of items.</param>
    public static UserHistories Empty(int userCount, int itemCount)
    {
        InteractionMatrix none = new(userCount, itemCount, new int[userCount + 1], [], [], []);
        return new UserHistories(none, none);
    }
}
