using System.Globalization;
using MovieRec;

namespace OutsideIn;

/// <summary>Fits <see cref="NeighbourModel"/>.</summary>
internal sealed class NeighbourTrainer(int shrinkage) : ITrainer<NeighbourModel>
{
    public NeighbourModel Fit(TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        InteractionMatrix matrix = data.Interactions;
        int items = matrix.ItemCount;
        float[] similarities = new float[items * items];
        for (int a = 0; a < items; a++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int b = 0; b < items; b++)
            {
                int common = matrix.GetItemUsers(a).ToArray().Intersect(matrix.GetItemUsers(b).ToArray()).Count();
                double norm = Math.Sqrt((double)matrix.GetItemCount(a) * matrix.GetItemCount(b)) + shrinkage;
                similarities[(a * items) + b] = common == 0 ? 0 : (float)(common / norm);
            }

            progress?.Report(new TrainingProgress("neighbour", a + 1, items, double.NaN));
        }

        return new NeighbourModel(similarities, data.Histories, new RecommenderInfo
        {
            Algorithm = "neighbour",
            UserCount = matrix.UserCount,
            ItemCount = items,
            InteractionCount = matrix.Count,
            DataFingerprint = data.Fingerprint,
            OptionValues = [new ModelOption("Shrinkage", shrinkage.ToString(CultureInfo.InvariantCulture))],
        });
    }
}
