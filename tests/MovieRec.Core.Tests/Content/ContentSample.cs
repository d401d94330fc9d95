namespace MovieRec.Tests.Content;

/// <summary>Metadata for <see cref="TestSample"/>: everything for most items, twins alike, nothing for those without evidence.</summary>
internal static class ContentSample
{
    private static readonly string[] Genres = ["Drama", "Comedy", "Science Fiction", "Western", "Horror", "Romance"];
    private static readonly string[] Words = ["robot", "ranch", "ghost", "wedding", "detective", "heist", "island", "orchestra", "submarine", "circus", "desert", "lighthouse"];

    public static MovieCatalog Catalog(int items, Func<int, bool> hasMetadata) =>
        MovieCatalog.Create([.. Enumerable.Range(0, items).Select(i => hasMetadata(i) ? Movie(i) : null)]);

    /// <summary>The sample's data with a catalogue in which exactly the liked items have metadata.</summary>
    public static TrainingData WithCatalog(TrainingData data) => TrainingData.Create(
        data.Histories, Catalog(data.Histories.ItemCount, i => data.Interactions.GetItemCount(i) > 0));

    public static MovieMetadata Movie(int index)
    {
        // The twins of the sample are one film to the metadata as well.
        int i = index == TestSample.SecondTwin ? TestSample.FirstTwin : index;
        return new MovieMetadata
        {
            Title = $"The {Words[i % 12]} of {Words[(i / 2) % 12]}",
            Year = 1950 + (i * 7 % 70),
            Genres = [Genres[i % 6], Genres[(i / 3) % 6]],
            Language = i % 5 == 0 ? "fr" : "en",
            Overview = $"A {Words[(i + 3) % 12]} meets a {Words[(i * 5) % 12]} near the {Words[(i * 7 + 2) % 12]}.",
            Directors = [$"Director {i % 17}"],
            Cast = [$"Actor {i % 11}", $"Actor {(i * 3) % 23}"],
            Keywords = [Words[(i * 3) % 12], $"theme {i % 9}"],
        };
    }
}
