using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// What content predicts for the behaviour of a movie: ŷ_i = ȳ + W·(c_i − c̄), a ridge regression from content vectors to item
/// vectors over the movies somebody liked, each counting n/(n + n̄) with n likes (n̄ their mean). The ridge is chosen for each
/// target by five-fold cross-validation over movies. One set of normal equations serves all targets and folds.
/// </summary>
/// <remarks>Everything in double precision and in a fixed order: the bits do not depend on threads.</remarks>
internal static class ItemPrior
{
    private const int Folds = 5;
    private const int SmallestSample = 20;

    /// <summary>Ridges tried, relative to the mean diagonal of the normal matrix.</summary>
    private static ReadOnlySpan<double> Ridges => [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

    /// <summary>Predicts every target for every movie with content.</summary>
    /// <param name="content">Content vectors; zero rows are unknown.</param>
    /// <param name="targets">Item vectors to predict; rows of movies nobody liked do not matter.</param>
    /// <param name="likes">Likes of every movie.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One matrix for each target, zero rows where nothing is known; null with fewer than twenty movies to learn from.</returns>
    public static FactorMatrix[]? Predict(
        FactorMatrix content, IReadOnlyList<FactorMatrix> targets, ReadOnlySpan<int> likes, int seed, CancellationToken cancellationToken)
    {
        Sample sample = Sample.Create(content, targets, likes, seed);
        if (sample.Rows.Count < SmallestSample)
        {
            return null;
        }

        NormalSums total = new(sample.Features, sample.TargetColumns);
        NormalSums[] folds = [.. Enumerable.Range(0, Folds).Select(_ => new NormalSums(sample.Features, sample.TargetColumns))];
        for (int n = 0; n < sample.Rows.Count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            folds[sample.Fold[n]].Add(sample, n);
        }

        foreach (NormalSums fold in folds)
        {
            total.Add(fold, 1);
        }

        double[] best = ChooseRidges(sample, total, folds, targets, cancellationToken);
        FactorMatrix[] predictions = new FactorMatrix[targets.Count];
        int column = 0;
        for (int t = 0; t < targets.Count; t++)
        {
            double[] map = total.Solve(best[t]);
            predictions[t] = Apply(sample, map, column, content, targets[t].Columns);
            column += targets[t].Columns;
        }

        return predictions;
    }

    private static double[] ChooseRidges(
        Sample sample, NormalSums total, NormalSums[] folds, IReadOnlyList<FactorMatrix> targets, CancellationToken cancellationToken)
    {
        double[] best = new double[targets.Count];
        double[] bestError = new double[targets.Count];
        Array.Fill(bestError, double.PositiveInfinity);
        foreach (double ridge in Ridges)
        {
            double[] errors = new double[targets.Count];
            for (int f = 0; f < folds.Length; f++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                NormalSums others = new(sample.Features, sample.TargetColumns);
                others.Add(total, 1);
                others.Add(folds[f], -1);
                AddErrors(sample, others.Solve(ridge), f, targets, errors);
            }

            for (int t = 0; t < targets.Count; t++)
            {
                if (errors[t] < bestError[t])
                {
                    bestError[t] = errors[t];
                    best[t] = ridge;
                }
            }
        }

        return best;
    }

    private static void AddErrors(Sample sample, double[] map, int fold, IReadOnlyList<FactorMatrix> targets, double[] errors)
    {
        double[] features = new double[sample.Features];
        double[] predicted = new double[sample.TargetColumns];
        double[] actual = new double[sample.TargetColumns];
        for (int n = 0; n < sample.Rows.Count; n++)
        {
            if (sample.Fold[n] != fold)
            {
                continue;
            }

            sample.Read(n, features, actual);
            Multiply(features, map, predicted);
            int column = 0;
            for (int t = 0; t < targets.Count; t++)
            {
                int columns = targets[t].Columns;
                double distance = TensorPrimitives.Distance<double>(predicted.AsSpan(column, columns), actual.AsSpan(column, columns));
                errors[t] += sample.Weight[n] * distance * distance;
                column += columns;
            }
        }
    }

    private static FactorMatrix Apply(Sample sample, double[] map, int column, FactorMatrix content, int columns)
    {
        FactorMatrix predictions = new(content.Rows, columns);
        double[] features = new double[sample.Features];
        double[] predicted = new double[sample.TargetColumns];
        for (int i = 0; i < content.Rows; i++)
        {
            if (!content.Row(i).ContainsAnyExcept(0f))
            {
                continue;
            }

            sample.ReadFeatures(content.Row(i), features);
            Multiply(features, map, predicted);
            Span<float> row = predictions.Row(i);
            for (int c = 0; c < columns; c++)
            {
                row[c] = (float)predicted[column + c];
            }
        }

        return predictions;
    }

    private static void Multiply(ReadOnlySpan<double> features, ReadOnlySpan<double> map, Span<double> destination)
    {
        destination.Clear();
        for (int f = 0; f < features.Length; f++)
        {
            TensorPrimitives.MultiplyAdd(map.Slice(f * destination.Length, destination.Length), features[f], destination, destination);
        }
    }

    /// <summary>The movies to learn from. Features are the content vector minus its mean, and a constant 1.</summary>
    private sealed class Sample
    {
        private readonly FactorMatrix _content;
        private readonly IReadOnlyList<FactorMatrix> _targets;
        private readonly double[] _mean;

        private Sample(FactorMatrix content, IReadOnlyList<FactorMatrix> targets)
        {
            _content = content;
            _targets = targets;
            _mean = new double[content.Columns];
            TargetColumns = targets.Sum(static t => t.Columns);
        }

        public List<int> Rows { get; } = [];

        public List<int> Fold { get; } = [];

        public List<double> Weight { get; } = [];

        public int Features => _content.Columns + 1;

        public int TargetColumns { get; }

        public static Sample Create(FactorMatrix content, IReadOnlyList<FactorMatrix> targets, ReadOnlySpan<int> likes, int seed)
        {
            Sample sample = new(content, targets);
            double sum = 0;
            for (int i = 0; i < content.Rows; i++)
            {
                if (likes[i] > 0 && content.Row(i).ContainsAnyExcept(0f))
                {
                    sample.Rows.Add(i);
                    sample.Fold.Add((int)(SeededRandom.Hash((ulong)seed, (ulong)i) % Folds));
                    sum += likes[i];
                }
            }

            double mean = sum / Math.Max(1, sample.Rows.Count);
            double total = 0;
            foreach (int row in sample.Rows)
            {
                double weight = likes[row] / (likes[row] + mean);
                sample.Weight.Add(weight);
                total += weight;
                for (int c = 0; c < content.Columns; c++)
                {
                    sample._mean[c] += weight * content.Row(row)[c];
                }
            }

            TensorPrimitives.Divide<double>(sample._mean, Math.Max(total, double.Epsilon), sample._mean);
            return sample;
        }

        public void ReadFeatures(ReadOnlySpan<float> content, Span<double> features)
        {
            for (int c = 0; c < content.Length; c++)
            {
                features[c] = content[c] - _mean[c];
            }

            features[^1] = 1;
        }

        public void Read(int position, Span<double> features, Span<double> targets)
        {
            ReadFeatures(_content.Row(Rows[position]), features);
            int column = 0;
            foreach (FactorMatrix target in _targets)
            {
                foreach (float value in target.Row(Rows[position]))
                {
                    targets[column++] = value;
                }
            }
        }
    }

    /// <summary>Σ w·x·xᵀ (upper triangle) and Σ w·x·yᵀ.</summary>
    private sealed class NormalSums(int features, int targets)
    {
        private readonly double[] _gram = new double[features * features];
        private readonly double[] _cross = new double[features * targets];
        private readonly double[] _features = new double[features];
        private readonly double[] _targets = new double[targets];

        public void Add(Sample sample, int position)
        {
            sample.Read(position, _features, _targets);
            double weight = sample.Weight[position];
            for (int f = 0; f < features; f++)
            {
                double value = weight * _features[f];
                Span<double> row = _gram.AsSpan((f * features) + f, features - f);
                TensorPrimitives.MultiplyAdd(_features.AsSpan(f), value, row, row);
                Span<double> cross = _cross.AsSpan(f * targets, targets);
                TensorPrimitives.MultiplyAdd<double>(_targets, value, cross, cross);
            }
        }

        public void Add(NormalSums other, double sign)
        {
            TensorPrimitives.MultiplyAdd<double>(other._gram, sign, _gram, _gram);
            TensorPrimitives.MultiplyAdd<double>(other._cross, sign, _cross, _cross);
        }

        /// <summary>The map, features × targets, for a ridge relative to the mean diagonal; the constant is not shrunk.</summary>
        public double[] Solve(double ridge)
        {
            double[] matrix = (double[])_gram.Clone();
            double diagonal = 0;
            for (int f = 0; f + 1 < features; f++)
            {
                diagonal += matrix[(f * features) + f];
            }

            double added = Math.Max(ridge * diagonal / Math.Max(1, features - 1), 1e-9);
            for (int f = 0; f + 1 < features; f++)
            {
                matrix[(f * features) + f] += added;
            }

            double[] map = new double[_cross.Length];
            if (!DoubleCholesky.Factor(matrix, features, features))
            {
                return map;
            }

            double[] column = new double[features];
            for (int t = 0; t < targets; t++)
            {
                for (int f = 0; f < features; f++)
                {
                    column[f] = _cross[(f * targets) + t];
                }

                DoubleCholesky.Solve(matrix, features, features, column);
                for (int f = 0; f < features; f++)
                {
                    map[(f * targets) + t] = column[f];
                }
            }

            return map;
        }
    }
}
