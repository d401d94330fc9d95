namespace MovieRec;

/// <summary>Where the model of an application comes from; validated when the host starts.</summary>
/// <typeparam name="TUserId">User id: int, long, string or Guid.</typeparam>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
/// <remarks>Generic, so that models over different ids have their own options side by side.</remarks>
public sealed class MovieRecOptions<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>The model file (<c>.mrec</c>). Required; relative to the working directory.</summary>
    public string ModelPath { get; set; } = "";

    /// <summary>When the file is read. Default <see cref="ModelLoading.AtStart"/>.</summary>
    public ModelLoading Loading { get; set; }

    /// <summary>The formats of models. Default: those of this library.</summary>
    public ModelFormats Formats { get; set; } = ModelFormats.Default;
}
