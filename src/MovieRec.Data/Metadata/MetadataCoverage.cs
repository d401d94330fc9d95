namespace MovieRec.Data;

/// <summary>How much of a data set has a metadata field.</summary>
/// <param name="Field">Name of the column; <c>complete</c> for plot, directors, cast and keywords together.</param>
/// <param name="Items">Items that have it.</param>
/// <param name="ItemShare">Their share of all items.</param>
/// <param name="InteractionShare">Share of the interactions that fall on these items.</param>
public sealed record MetadataCoverage(string Field, int Items, double ItemShare, double InteractionShare)
{
    /// <summary>Measures every field of a data set's catalogue.</summary>
    /// <typeparam name="TUserId">User id.</typeparam>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="dataSet">The data.</param>
    public static IReadOnlyList<MetadataCoverage> Measure<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> dataSet)
        where TUserId : notnull
        where TItemId : notnull
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        MovieCatalog catalog = dataSet.Catalog;
        int[] perItem = Counts.Of(dataSet.Log.Items, dataSet.Log.ItemCount);
        List<MetadataCoverage> result = [];
        foreach (FieldCoverage field in MetadataAnalysis.Run(catalog, perItem, dataSet.Log.Count))
        {
            result.Add(new MetadataCoverage(
                field.Field, catalog.Count - field.MissingItems, 1 - field.MissingShare, 1 - field.MissingInteractionShare));
        }

        int complete = 0;
        long interactions = 0;
        for (int i = 0; i < catalog.Count; i++)
        {
            if (catalog.GetOverview(i).Length > 0 && catalog.GetDirectors(i).Count > 0 && catalog.GetCast(i).Count > 0 && catalog.GetKeywords(i).Count > 0)
            {
                complete++;
                interactions += perItem[i];
            }
        }

        result.Add(new MetadataCoverage(
            "complete", complete, Counts.Share(complete, catalog.Count), Counts.Share(interactions, dataSet.Log.Count)));
        return result;
    }
}
