using MovieRec.Numerics;
using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Imported;

/// <summary>An imported model passes the contract of recommenders; its item factors come from the library's own trainer.</summary>
public abstract class ImportedContract : RecommenderContract
{
    protected abstract ImportedEquations Equations { get; }

    protected override IRecommender Fit(TrainingData data)
    {
        AlsOptions options = new() { Factors = 7, Iterations = 4, RecordLoss = false };
        AlsModel trained = new AlsTrainer(options).Fit(data, cancellationToken: TestContext.Current.CancellationToken);
        FactorMatrix users = new(trained.UserCount, options.Factors);
        FactorMatrix items = new(trained.ItemCount, options.Factors);
        for (int u = 0; u < users.Rows; u++)
        {
            trained.GetUserVector(u).CopyTo(users.Row(u));
        }

        for (int i = 0; i < items.Rows; i++)
        {
            Span<float> row = items.Row(i);
            trained.GetItemVector(i).CopyTo(row);
            for (int k = 0; k < row.Length; k++)
            {
                // Enough positive coordinates that nobody's nonnegative vector is zero.
                row[k] = Equations.Nonnegative ? MathF.Abs(row[k]) : row[k];
            }
        }

        return ImportedModel.Create(
            "spark-als",
            users,
            items,
            ItemMask.Create(items.Rows, i => data.Interactions.GetItemCount(i) > 0),
            data.Histories,
            Equations,
            new CapabilityLimits(),
            TestContext.Current.CancellationToken);
    }
}
