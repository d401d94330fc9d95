using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Content.Benchmarks;

/// <summary>A MovieLens folder with metadata from a movies CSV, and its cold-item splits.</summary>
internal sealed class RealData
{
    private RealData(MovieDataSet<long, long> data, MovieCatalog catalog)
    {
        Log = data.Log;
        Catalog = catalog;
    }

    public InteractionLog Log { get; }

    public MovieCatalog Catalog { get; }

    public static RealData Read(string folder, string? metadata)
    {
        MovieDataSet<long, long> data = new MovieLensReader().Read(folder).DataSet;
        if (metadata is null)
        {
            return new RealData(data, data.Catalog);
        }

        IReadOnlyDictionary<long, MovieMetadata> movies = new MovieCsvReader().Read<long>(metadata).Movies;
        MovieMetadata[] rows = [.. Enumerable.Range(0, data.Items.Count).Select(i => movies.GetValueOrDefault(data.Items[i]) ?? data.Catalog.GetMetadata(i))];
        return new RealData(data, MovieCatalog.Create(rows));
    }

    /// <summary>A fifth of the items with at least five positives, with all their rows.</summary>
    public Split ColdItems(int seed) => new HeldOutItemsSplitter { Seed = seed, MinimumPositives = 5 }.Apply(Log);
}
