using MovieRec.Numerics;

namespace MovieRec;

/// <content>Updates of a trained model with new interactions.</content>
public sealed partial class AlsTrainer
{
    private const int UpdatePasses = 2;

    /// <summary>
    /// Brings a model up to date with data that grew: rows of users and items whose liked interactions changed, and those of
    /// new ones, are solved again (two passes over both sides); the others start, and their items stay, where they were.
    /// </summary>
    /// <remarks>
    /// At the end every user is solved once against the new item factors, as after training: stored vectors equal fold-ins
    /// and explanations add up. That solve, half an iteration, is the greater part of the cost. The old model stays valid.
    /// Drift adds up over many updates; a full training from time to time (it may start from
    /// <see cref="AlsStart.FromModel"/>) takes it out.
    /// </remarks>
    /// <param name="model">The model to go on from; its options are used.</param>
    /// <param name="data">All interactions, old and new, in index spaces that only grew: the model's users and items keep their indices.</param>
    /// <param name="cancellationToken">Ends the update.</param>
    /// <exception cref="ArgumentException">The data has fewer users or items than the model.</exception>
    public static AlsModel Update(AlsModel model, TrainingData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        InteractionMatrix matrix = data.Interactions;
        if (matrix.UserCount < model.UserCount || matrix.ItemCount < model.ItemCount)
        {
            throw new ArgumentException(
                $"The data has {matrix.UserCount} users and {matrix.ItemCount} items, the model {model.UserCount} and {model.ItemCount}; index spaces can only grow.",
                nameof(data));
        }

        AlsOptions options = model.Options;
        InteractionMatrix old = model.Histories.Liked;
        FactorMatrix users = Grow(model.UserFactors, matrix.UserCount);
        FactorMatrix items = Grow(model.ItemFactors, matrix.ItemCount);
        AlsSweep userSweep = AlsSweep.OverUsers(matrix);
        AlsSweep itemSweep = AlsSweep.OverItems(matrix);
        bool[] changedUsers = Changed(userSweep, AlsSweep.OverUsers(old));
        bool[] changedItems = Changed(itemSweep, AlsSweep.OverItems(old));
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        double[] itemGram = Gram.Compute(items, parallel, options.Width);
        for (int pass = 0; pass < UpdatePasses; pass++)
        {
            userSweep.Solve(new AlsSide(items, itemGram, itemSweep.ActiveRows, options, AlsRows.Items), users, refined: false, parallel, changedUsers);
            double[] userGram = Gram.Compute(users, parallel, options.Width);
            itemSweep.Solve(new AlsSide(users, userGram, userSweep.ActiveRows, options, AlsRows.Users), items, refined: false, parallel, changedItems);
            itemGram = Gram.Compute(items, parallel, options.Width);
        }

        AlsSide served = new(items, Gram.ComputeInDouble(items, parallel), itemSweep.ActiveRows, options, AlsRows.Items);
        userSweep.Solve(served, users, refined: true, parallel);
        return new AlsModel(options, data.Histories, data.Fingerprint, users, served, [.. model.Losses]);
    }

    private static FactorMatrix Grow(FactorMatrix matrix, int rows)
    {
        FactorMatrix grown = new(rows, matrix.Columns);
        matrix.Values.CopyTo(grown.Values);
        return grown;
    }

    private static bool[] Changed(AlsSweep rows, AlsSweep old)
    {
        bool[] changed = new bool[rows.RowCount];
        for (int r = 0; r < changed.Length; r++)
        {
            changed[r] = r >= old.RowCount || !rows.Items(r).SequenceEqual(old.Items(r)) || !rows.Weights(r).SequenceEqual(old.Weights(r));
        }

        return changed;
    }
}
