using MovieRec.Numerics;

namespace MovieRec;

/// <content>How many iterations the data can bear.</content>
public sealed partial class AlsTrainer
{
    /// <summary>
    /// Trains on a part of the users, as <see cref="Search"/> does, and ranks what was held back of the others after every
    /// iteration. Everything is then trained anew with the best number: the model is the one that a training with that many
    /// iterations gives, bit for bit, and has seen every interaction.
    /// </summary>
    /// <returns>The number of iterations; all of them when no user has five liked items.</returns>
    private int BestIterations(TrainingData data, FactorMatrix start, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        (TrainingData train, int[] users) = SetAside(data.Interactions, Options.Seed);
        if (users.Length == 0)
        {
            return Options.Iterations;
        }

        FactorMatrix items = FactorMatrix.FromValues(start.Rows, start.Columns, start.Values.ToArray());
        for (int i = 0; i < items.Rows; i++)
        {
            if (train.Interactions.GetItemCount(i) == 0)
            {
                // Liked by nobody but users set aside: no vector in this run.
                items.Row(i).Clear();
            }
        }

        AlsValidation validation = new(model => Validate(model, data.Interactions, users, Options.Seed));
        Run(train, items, progress, cancellationToken, validation);
        return validation.BestIteration;
    }
}
