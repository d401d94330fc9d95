namespace MovieRec.Data;

/// <summary>
/// Makes data sets of the shape of MovieLens and of any size: power-law users and movies, planted tastes and genres,
/// movies that appear over time, moving popularity, histories rated in bursts. Nobody in it is real. The model is
/// described in docs/data.md.
/// </summary>
/// <remarks>
/// The same options give the same bytes. Generated user by user: memory depends on users and movies, not on interactions.
/// </remarks>
public static class SyntheticDataSet
{
    private const int RowsPerReport = 100_000;

    /// <summary>Writes a data-set folder. User ids are 1 … users, movie ids 1 … movies in order of appearance.</summary>
    /// <param name="path">The folder: new, empty, or a data-set folder to replace.</param>
    /// <param name="options">Size and seed; null for the defaults.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is left as it was.</param>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="ArgumentException">The number of interactions does not fit users and movies.</exception>
    /// <exception cref="IOException">The folder holds something else, or cannot be written.</exception>
    public static DataSetManifest Write(
        string path, SyntheticOptions? options = null, IProgress<DataSetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new SyntheticOptions();
        SyntheticGenerator generator = new(options);
        using DataSetWriter<long, long> writer = new(
            path, SyntheticMovies.Ids(options.Movies), InteractionColumns.RatingAndTimestamp, cancellationToken);
        ForEachUser(
            generator,
            options,
            progress,
            user => writer.AddUser(user + 1, generator.Items, generator.Ratings, generator.Timestamps),
            cancellationToken);
        return writer.Complete(generator.Movies.ToCatalog(), Info(options));
    }

    /// <summary>
    /// Writes <c>ratings.csv</c> (by user, then movie), <c>movies.csv</c> and a <c>README.txt</c> that says what it is, in
    /// the format of MovieLens, to measure imports.
    /// </summary>
    /// <param name="folder">A folder that does not exist yet or is empty.</param>
    /// <param name="options">Size and seed; null for the defaults.</param>
    /// <param name="progress">Told about every 100,000 rows.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left.</param>
    /// <exception cref="ArgumentException">The number of interactions does not fit users and movies.</exception>
    /// <exception cref="IOException">The folder is not empty, or cannot be written.</exception>
    public static void WriteMovieLensCsv(
        string folder, SyntheticOptions? options = null, IProgress<DataSetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new SyntheticOptions();
        SyntheticGenerator generator = new(options);
        using SyntheticCsvWriter writer = new(folder);
        writer.WriteReadMe(Info(options));
        writer.WriteMovies(generator.Movies);
        ForEachUser(
            generator,
            options,
            progress,
            user => writer.AddUser(user + 1, generator.Items, generator.Ratings, generator.Timestamps),
            cancellationToken);
        writer.Complete();
    }

    /// <summary>Makes a data set in memory: 20 bytes for each interaction.</summary>
    /// <param name="options">Size and seed; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the generation.</param>
    /// <exception cref="ArgumentException">The number of interactions does not fit users and movies.</exception>
    public static MovieDataSet<long, long> Create(SyntheticOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SyntheticOptions();
        SyntheticGenerator generator = new(options);
        int[] users = new int[options.Interactions];
        int[] items = new int[options.Interactions];
        float[] ratings = new float[options.Interactions];
        long[] timestamps = new long[options.Interactions];
        int row = 0;
        ForEachUser(generator, options, null, Take, cancellationToken);
        InteractionLog log = new(options.Users, options.Movies, users, items, ratings, timestamps);
        return new MovieDataSet<long, long>(
            SyntheticMovies.Ids(options.Users), SyntheticMovies.Ids(options.Movies), log, generator.Movies.ToCatalog(), Info(options));

        void Take(int user)
        {
            users.AsSpan(row, generator.Count).Fill(user);
            generator.Items.CopyTo(items.AsSpan(row));
            generator.Ratings.CopyTo(ratings.AsSpan(row));
            generator.Timestamps.CopyTo(timestamps.AsSpan(row));
            row += generator.Count;
        }
    }

    private static void ForEachUser(
        SyntheticGenerator generator,
        SyntheticOptions options,
        IProgress<DataSetProgress>? progress,
        Action<int> take,
        CancellationToken cancellationToken)
    {
        long rows = 0;
        long reported = 0;
        for (int user = 0; user < options.Users; user++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            generator.Generate(user);
            take(user);
            rows += generator.Count;
            if (rows - reported >= RowsPerReport)
            {
                reported = rows;
                progress?.Report(new DataSetProgress(rows, options.Interactions));
            }
        }

        progress?.Report(new DataSetProgress(rows, options.Interactions));
    }

    private static DataSetInfo Info(SyntheticOptions options) => new()
    {
        Name = options.Name,
        Source = FormattableString.Invariant(
            $"Generated by MovieRec: {options.Users:N0} users, {options.Movies:N0} movies, {options.Interactions:N0} interactions, seed {options.Seed}"),
        Licence = "CC0-1.0",
        Redistributable = true,
        CommercialUse = true,
        Attribution = "Synthetic data: simulated users and movies, none of them real.",
        Simulated = true,
    };
}
