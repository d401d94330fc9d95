namespace MovieRec.Tests.Als;

/// <summary>
/// Implicit ALS as its formulas read: dense, double precision, no blocks, no shared code with the library. The oracle of
/// the tests in this folder.
/// </summary>
internal sealed class DenseAls
{
    private readonly AlsOptions _options;
    private readonly double[][] _factors;
    private readonly int _active;
    private readonly double[,] _gram;

    /// <param name="options">Objective, weights, regularisation.</param>
    /// <param name="factors">The fixed side.</param>
    /// <param name="active">Rows of the fixed side with at least one interaction.</param>
    public DenseAls(AlsOptions options, double[][] factors, int active)
    {
        _options = options;
        _factors = factors;
        _active = active;
        int d = options.Factors;
        _gram = new double[d, d];
        foreach (double[] row in factors)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    _gram[i, j] += row[i] * row[j];
                }
            }
        }
    }

    private bool Rendle => _options.Objective == AlsObjective.Rendle;

    public static DenseAls OverItemsOf(AlsModel model) => new(
        model.Options,
        [.. Enumerable.Range(0, model.ItemCount).Select(i => Array.ConvertAll(model.GetItemVector(i).ToArray(), v => (double)v))],
        model.RankableItems.Count);

    /// <summary>The matrix A of A·x = b for one row.</summary>
    public double[,] Matrix(ReadOnlySpan<int> liked, ReadOnlySpan<float> weights)
    {
        int d = _options.Factors;
        double unobserved = Rendle ? _options.UnobservedWeight : 1;
        double ridge = _options.Regularization * Math.Pow(liked.Length + (unobserved * _active), _options.RegularizationExponent);
        double[,] a = new double[d, d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                a[i, j] = (unobserved * _gram[i, j]) + (i == j ? ridge : 0);
            }
        }

        for (int n = 0; n < liked.Length; n++)
        {
            double w = weights.IsEmpty ? 1 : weights[n];
            double extra = Rendle ? w : _options.Alpha * w;
            double[] y = _factors[liked[n]];
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    a[i, j] += extra * y[i] * y[j];
                }
            }
        }

        return a;
    }

    /// <summary>The right-hand side b; the preference of the item <paramref name="without"/> is 0 in it.</summary>
    public double[] Target(ReadOnlySpan<int> liked, ReadOnlySpan<float> weights, int without = -1)
    {
        double[] b = new double[_options.Factors];
        for (int n = 0; n < liked.Length; n++)
        {
            double w = weights.IsEmpty ? 1 : weights[n];
            double confidence = liked[n] == without ? 0 : Rendle ? w : 1 + (_options.Alpha * w);
            for (int i = 0; i < b.Length; i++)
            {
                b[i] += confidence * _factors[liked[n]][i];
            }
        }

        return b;
    }

    public double[] Solve(ReadOnlySpan<int> liked, ReadOnlySpan<float> weights, int without = -1) =>
        liked.IsEmpty ? new double[_options.Factors] : SolveLinear(Matrix(liked, weights), Target(liked, weights, without));

    public double Score(double[] user, int item) => user.Zip(_factors[item], (a, b) => a * b).Sum();

    /// <summary>The whole training in double precision.</summary>
    /// <returns>User and item factors after the last solve of the users, and the loss after each iteration.</returns>
    public static (double[][] Users, double[][] Items, double[] Losses) Fit(AlsOptions options, InteractionMatrix liked, double[][] start)
    {
        double[][] items = start;
        double[][] users = [];
        int activeUsers = Enumerable.Range(0, liked.UserCount).Count(u => liked.GetUserItems(u).Length > 0);
        int activeItems = Enumerable.Range(0, liked.ItemCount).Count(i => liked.GetItemUsers(i).Length > 0);
        double[] losses = new double[options.Iterations];
        for (int t = 0; t <= options.Iterations; t++)
        {
            DenseAls side = new(options, items, activeItems);
            users = [.. Enumerable.Range(0, liked.UserCount).Select(u => side.Solve(liked.GetUserItems(u), liked.GetUserWeights(u)))];
            if (t < options.Iterations)
            {
                DenseAls other = new(options, users, activeUsers);
                items = [.. Enumerable.Range(0, liked.ItemCount).Select(i => other.Solve(liked.GetItemUsers(i), liked.GetItemWeights(i)))];
                losses[t] = Loss(options, liked, users, items, activeUsers, activeItems);
            }
        }

        return (users, items, losses);
    }

    /// <summary>The objective, pair by pair.</summary>
    public static double Loss(
        AlsOptions options, InteractionMatrix liked, double[][] users, double[][] items, int activeUsers, int activeItems)
    {
        double loss = 0;
        double unobserved = options.Objective == AlsObjective.Rendle ? options.UnobservedWeight : 1;
        for (int u = 0; u < users.Length; u++)
        {
            ReadOnlySpan<int> row = liked.GetUserItems(u);
            for (int i = 0; i < items.Length; i++)
            {
                double score = users[u].Zip(items[i], (a, b) => a * b).Sum();
                int at = row.IndexOf(i);
                double w = at < 0 ? 0 : liked.HasWeights ? liked.GetUserWeights(u)[at] : 1;
                loss += options.Objective == AlsObjective.Rendle
                    ? (w * (1 - score) * (1 - score)) + (unobserved * score * score)
                    : (1 + (options.Alpha * w)) * Math.Pow((at < 0 ? 0 : 1) - score, 2);
            }

            loss += Ridge(options, unobserved, row.Length, activeItems) * users[u].Sum(v => v * v);
        }

        for (int i = 0; i < items.Length; i++)
        {
            loss += Ridge(options, unobserved, liked.GetItemUsers(i).Length, activeUsers) * items[i].Sum(v => v * v);
        }

        return loss;
    }

    /// <summary>Cholesky in double precision.</summary>
    public static double[] SolveLinear(double[,] matrix, double[] right)
    {
        int d = right.Length;
        double[,] l = new double[d, d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= l[i, k] * l[j, k];
                }

                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
        }

        double[] x = [.. right];
        for (int i = 0; i < d; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= l[i, k] * x[k];
            }

            x[i] /= l[i, i];
        }

        for (int i = d - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < d; k++)
            {
                x[i] -= l[k, i] * x[k];
            }

            x[i] /= l[i, i];
        }

        return x;
    }

    private static double Ridge(AlsOptions options, double unobserved, int count, int opposite) =>
        options.Regularization * Math.Pow(count + (unobserved * opposite), options.RegularizationExponent);
}
