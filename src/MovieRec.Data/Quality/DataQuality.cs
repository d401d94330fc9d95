namespace MovieRec.Data;

/// <summary>Measures data sets. Nothing is changed; the definitions stand at the reports' members.</summary>
public static class DataQuality
{
    private const double KeepShare = 0.95;

    /// <summary>Analyses a data set.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="dataSet">The data.</param>
    /// <param name="options">What to look at; null for the defaults.</param>
    /// <param name="import">The account of the import the data came from, to be carried in the report; null for none.</param>
    /// <param name="cancellationToken">Ends the analysis.</param>
    public static DataQualityReport Analyze<TUserId, TItemId>(
        MovieDataSet<TUserId, TItemId> dataSet,
        DataQualityOptions? options = null,
        ImportReport? import = null,
        CancellationToken cancellationToken = default)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        options ??= new DataQualityOptions();
        InteractionLog log = dataSet.Log;
        int[] perUser = Counts.Of(log.Users, log.UserCount);
        int[] perItem = Counts.Of(log.Items, log.ItemCount);
        IReadOnlyList<CutoffEffect> cutoffs = CoreAnalysis.Run(log, options.Minima, cancellationToken);
        TimeAnalysis? time = log.HasTimestamps ? TimeAnalysis.TryCreate(log, cancellationToken) : null;
        return new DataQualityReport
        {
            Users = log.UserCount,
            Items = log.ItemCount,
            Interactions = log.Count,
            LikedInteractions = RatingAnalysis.CountLiked(log, options.Liked.PositiveThreshold),
            UsersWithoutInteractions = perUser.Count(static c => c == 0),
            ItemsWithoutInteractions = perItem.Count(static c => c == 0),
            Density = Counts.Share(log.Count, (double)log.UserCount * log.ItemCount),
            Ratings = RatingAnalysis.Bins(log.Ratings),
            MeanRating = RatingAnalysis.Mean(log.Ratings),
            LongTail = Counts.LongTail(perItem),
            PerUser = Counts.Quantiles(perUser),
            PerItem = Counts.Quantiles(perItem),
            Cutoffs = cutoffs,
            SuggestedMinimum = cutoffs.LastOrDefault(static c => c.InteractionShare >= KeepShare)?.Minimum ?? 1,
            Import = import,
            Time = time?.Report(),
            Slices = time?.Slices(options.TimeSlices) ?? [],
            ColdStart = time?.ColdStart(options.TrainShare),
            Metadata = MetadataAnalysis.Run(dataSet.Catalog, perItem, log.Count),
        };
    }

    /// <summary>Compares a test set with the training set it is meant to judge.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="train">What a model learns from.</param>
    /// <param name="test">What it is judged by; its id maps may differ.</param>
    public static OverlapReport Overlap<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> train, MovieDataSet<TUserId, TItemId> test)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        InteractionMatrix known = InteractionMatrix.FromLog(train.Log);
        int[] trainItems = Counts.Of(train.Log.Items, train.Log.ItemCount);
        HashSet<int> users = [];
        HashSet<int> items = [];
        int shared = 0;
        for (int row = 0; row < test.Log.Count; row++)
        {
            users.Add(test.Log.Users[row]);
            items.Add(test.Log.Items[row]);
            if (train.Users.TryGetIndex(test.Users[test.Log.Users[row]], out int user)
                && train.Items.TryGetIndex(test.Items[test.Log.Items[row]], out int item)
                && known.GetUserItems(user).BinarySearch(item) >= 0)
            {
                shared++;
            }
        }

        return new OverlapReport(
            test.Log.Count,
            shared,
            users.Count,
            users.Count(u => train.Users.TryGetIndex(test.Users[u], out int user) && known.GetUserItems(user).Length > 0),
            items.Count,
            items.Count(i => train.Items.TryGetIndex(test.Items[i], out int item) && trainItems[item] > 0));
    }
}
