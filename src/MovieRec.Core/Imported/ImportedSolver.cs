using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// The normal equations of another engine over its item vectors: fold-in and explanations share them, so that the vector
/// that is scored is the vector that is explained. Double precision throughout.
/// </summary>
internal sealed class ImportedSolver
{
    private readonly FactorMatrix _items;
    private readonly double[] _gram;

    /// <param name="items">Y.</param>
    /// <param name="gram">YᵀY, d × d, upper triangle; empty when the objective does not use it.</param>
    /// <param name="equations">Objective and options.</param>
    /// <param name="likedRating">The rating that an item given without one counts with.</param>
    public ImportedSolver(FactorMatrix items, double[] gram, ImportedEquations equations, float likedRating)
    {
        _items = items;
        _gram = gram;
        Equations = equations;
        LikedRating = likedRating;
    }

    public ImportedEquations Equations { get; }

    public float LikedRating { get; }

    /// <summary>The interactions that enter the equations: the liked ones; with ratings as targets, every rated one.</summary>
    public InteractionMatrix Evidence(UserHistories histories) => Equations.UsesAllItems ? histories.Liked : histories.Seen;

    public static double[] ComputeGram(FactorMatrix items, ImportedEquations equations)
    {
        if (!equations.UsesAllItems)
        {
            return [];
        }

        int d = items.Columns;
        NormalSystem system = NormalSystem.Rent(d);
        try
        {
            system.Matrix.Clear();
            for (int i = 0; i < items.Rows; i++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(items.Row(i), system.Row);
                system.AddOuter(system.Row, 1);
            }

            return system.Matrix.ToArray();
        }
        finally
        {
            system.Return();
        }
    }

    /// <summary>Builds and solves the system of one history; the factor stays in it.</summary>
    /// <param name="system">Rented with the size of the factors.</param>
    /// <param name="history">Items, each once.</param>
    /// <param name="ratings">Aligned; empty means <paramref name="missing"/> for each.</param>
    /// <param name="known">Items the engine was trained on; others are passed over.</param>
    /// <param name="missing">The rating where none is given.</param>
    /// <exception cref="InvalidOperationException">The system is not positive definite.</exception>
    public void Solve(in NormalSystem system, ReadOnlySpan<int> history, ReadOnlySpan<float> ratings, ItemMask known, float missing)
    {
        if (_gram.Length > 0)
        {
            _gram.CopyTo(system.Matrix);
        }
        else
        {
            system.Matrix.Clear();
        }

        system.Target.Clear();
        int count = 0;
        for (int k = 0; k < history.Length; k++)
        {
            if (!known.Contains(history[k]))
            {
                continue;
            }

            float rating = ratings.IsEmpty ? missing : ratings[k];
            TensorPrimitives.ConvertTruncating<float, double>(_items.Row(history[k]), system.Row);
            double weight = Equations.MatrixWeight(rating);
            if (weight != 0)
            {
                system.AddOuter(system.Row, weight);
            }

            TensorPrimitives.MultiplyAdd(system.Row, Equations.TargetWeight(rating), system.Target, system.Target);
            count++;
        }

        double ridge = Equations.Ridge(count);
        for (int i = 0; i < system.Size; i++)
        {
            system.Matrix[(i * system.Size) + i] += ridge;
        }

        if (!(Equations.Nonnegative ? system.TrySolveNonnegative() : system.TrySolve()))
        {
            throw new InvalidOperationException(
                $"The normal equations of a history of {count} items are not positive definite with {nameof(ImportedEquations.Regularization)} = {Equations.Regularization} and {nameof(ImportedEquations.Alpha)} = {Equations.Alpha}; check that these are the options of the training.");
        }
    }
}
