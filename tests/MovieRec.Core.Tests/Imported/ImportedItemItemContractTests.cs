using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Imported;

/// <summary>An imported item-item model passes the contract of recommenders; its matrix holds smoothed cosines of the liked columns.</summary>
public sealed class ImportedItemItemContractTests : RecommenderContract
{
    protected override bool LearnsFromDislikes => true;

    protected override IRecommender Fit(TrainingData data)
    {
        int count = data.Interactions.ItemCount;
        List<int> starts = [0];
        List<int> columns = [];
        List<float> values = [];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                float norms = MathF.Sqrt((float)data.Interactions.GetItemCount(i) * data.Interactions.GetItemCount(j));
                if (norms > 0)
                {
                    // Smoothed: every item with evidence is linked to every other, so that the whole catalogue is ranked.
                    int common = Common(data.Interactions.GetItemUsers(i), data.Interactions.GetItemUsers(j));
                    columns.Add(j);
                    values.Add((common + 0.125f) / norms);
                }
            }

            starts.Add(columns.Count);
        }

        return new ImportedItemItemModel([.. starts], [.. columns], [.. values], data.Histories, new RecommenderInfo
        {
            Algorithm = "implicit-item-item",
            UserCount = data.Interactions.UserCount,
            ItemCount = count,
            InteractionCount = data.Interactions.Count,
            DataFingerprint = data.Fingerprint,
            OptionValues = [],
        });
    }

    private static int Common(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int common = 0;
        foreach (int user in first)
        {
            common += second.BinarySearch(user) >= 0 ? 1 : 0;
        }

        return common;
    }
}
