namespace MovieRec;

/// <summary>What a model is attached to while it is read: the parts of the file that are not its own.</summary>
public sealed class ModelReadContext
{
    internal ModelReadContext(
        ModelFormats formats, UserHistories histories, MovieCatalog catalog, RecommenderInfo info, int formatVersion)
    {
        Formats = formats;
        Histories = histories;
        Catalog = catalog;
        Info = info;
        FormatVersion = formatVersion;
    }

    /// <summary>Liked and seen histories; empty ones when the file was saved without history.</summary>
    public UserHistories Histories { get; }

    /// <summary>Metadata by item index.</summary>
    public MovieCatalog Catalog { get; }

    /// <summary>Size of the user index space.</summary>
    public int UserCount => Histories.UserCount;

    /// <summary>Size of the item index space.</summary>
    public int ItemCount => Histories.ItemCount;

    /// <summary>What <see cref="IRecommender.Info"/> of the model was when it was saved; its counts fit the index spaces.</summary>
    public RecommenderInfo Info { get; }

    /// <summary>Fingerprint of the data the model was trained on.</summary>
    public string DataFingerprint => Info.DataFingerprint;

    /// <summary>The version the model was written with, 1 … <see cref="IModelFormat.Version"/>.</summary>
    public int FormatVersion { get; }

    /// <summary>The formats that may be used for parts of the model.</summary>
    public ModelFormats Formats { get; }
}
