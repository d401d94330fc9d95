using MovieRec.Data;

namespace MovieRec.ScreeningRoom.Tests;

/// <summary>The data set of the repository, read once, and ALS at its defaults trained on it once.</summary>
public sealed class CommittedData
{
    private readonly Lazy<Recommender<long, long>> _recommender;

    public CommittedData()
    {
        Folder = Repository.FindDataSet();
        Data = DataSetFolder.Read<long, long>(Folder);
        _recommender = new(() => Recommender<long, long>.Train(Data, new AlsTrainer()));
    }

    public string Folder { get; }

    public string SourceFolder => Path.Combine(Folder, "source");

    public MovieDataSet<long, long> Data { get; }

    public Recommender<long, long> Recommender => _recommender.Value;

    public string TitleOf(long id) => Data.Catalog.GetTitle(IndexOf(id));

    public IReadOnlyList<string> GenresOf(long id) => Data.Catalog.GetGenres(IndexOf(id));

    /// <summary>The id of a film by title, "Title (year)" where the title is not unique.</summary>
    public long Id(string title)
    {
        long[] found = [.. Enumerable.Range(0, Data.Items.Count)
            .Where(i => Data.Catalog.GetTitle(i) == title || $"{Data.Catalog.GetTitle(i)} ({Data.Catalog.GetYear(i)})" == title)
            .Select(i => Data.Items[i])];
        return Assert.Single(found);
    }

    public int IndexOf(long id)
    {
        Assert.True(Data.Items.TryGetIndex(id, out int index));
        return index;
    }
}
