namespace MovieRec.Tests.Imported;

/// <summary>
/// A small world trained by plain textbook code in double precision, independent of the library: the equations of each
/// engine, users solved last (Spark) so that the stored vectors are exactly what the interactions give.
/// </summary>
internal sealed class ImportedWorld
{
    public const int Users = 40;
    public const int Items = 30;
    public const int Rank = 5;

    private ImportedWorld(MovieDataSet<long, long> data, FactorTable<long, long> factors, ImportedEquations equations)
    {
        Data = data;
        Factors = factors;
        Equations = equations;
    }

    public MovieDataSet<long, long> Data { get; }

    public FactorTable<long, long> Factors { get; }

    public ImportedEquations Equations { get; }

    public static ImportedWorld Train(ImportedEquations equations, int seed = 7)
    {
        InteractionLogBuilder<long, long> builder = new(InteractionColumns.Rating);
        Generator random = new(seed);
        for (int u = 0; u < Users; u++)
        {
            for (int i = 0; i < Items; i++)
            {
                // Two tastes: a user's own half of the items is met often and rated high.
                bool own = (u + i) % 2 == 0;
                if (random.Next() < (own ? 0.5 : 0.1))
                {
                    builder.Add(1000 + u, 500 + i, own ? 3 + (int)(random.Next() * 3) : 1 + (int)(random.Next() * 3));
                }
            }
        }

        InteractionLogResult<long, long> rows = builder.Build();
        MovieDataSet<long, long> data = new(rows.Users, rows.Items, rows.Log);
        InteractionMatrix matrix = InteractionMatrix.FromLog(rows.Log, float.NegativeInfinity, InteractionWeighting.Rating);
        double[][] users = Random(matrix.UserCount, random);
        double[][] items = Random(matrix.ItemCount, random);
        for (int iteration = 0; iteration < 8; iteration++)
        {
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = Solve(equations, users, matrix.GetItemUsers(i), matrix.GetItemWeights(i));
            }

            // Spark stores single precision between the half steps.
            Round(items);
            for (int u = 0; u < users.Length; u++)
            {
                users[u] = Solve(equations, items, matrix.GetUserItems(u), matrix.GetUserWeights(u));
            }

            Round(users);
        }

        FactorTable<long, long> factors = new(rows.Users, rows.Items, Rank, Flat(users), Flat(items));
        return new ImportedWorld(data, factors, equations);
    }

    public Recommender<long, long> Serve(float? threshold = null) => ImportedRecommender.Create(
        Factors, new ImportedOptions { Engine = "spark-als", Equations = Equations, PositiveThreshold = threshold }, Data, cancellationToken: TestContext.Current.CancellationToken);

    public Recommender<long, long> ServeStored() =>
        ImportedRecommender.Create<long, long>(Factors, new ImportedOptions { Engine = "spark-als" }, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The equations as they are documented, solved by elimination or, under x ≥ 0, by trying every support.</summary>
    public static double[] Solve(ImportedEquations equations, double[][] others, ReadOnlySpan<int> row, ReadOnlySpan<float> ratings)
    {
        if (row.IsEmpty)
        {
            return new double[Rank];
        }

        double[,] a = new double[Rank, Rank];
        double[] b = new double[Rank];
        if (equations.Objective != ImportedObjective.SparkExplicit)
        {
            foreach (double[] y in others)
            {
                Outer(a, y, 1);
            }
        }

        for (int k = 0; k < row.Length; k++)
        {
            double r = ratings.IsEmpty ? 1 : ratings[k];
            double[] y = others[row[k]];
            Outer(a, y, equations.Objective switch
            {
                ImportedObjective.SparkImplicit => equations.Alpha * r,
                ImportedObjective.SparkExplicit => 1,
                _ => (equations.Alpha * r) - 1,
            });
            double target = equations.Objective switch
            {
                ImportedObjective.SparkImplicit => 1 + (equations.Alpha * r),
                ImportedObjective.SparkExplicit => r,
                _ => equations.Alpha * r,
            };
            for (int d = 0; d < Rank; d++)
            {
                b[d] += target * y[d];
            }
        }

        double ridge = equations.Regularization * (equations.Objective == ImportedObjective.ImplicitConfidence ? 1 : row.Length);
        for (int d = 0; d < Rank; d++)
        {
            a[d, d] += ridge;
        }

        return equations.Nonnegative ? SolveEverySupport(a, b) : Eliminate(a, b, (1 << Rank) - 1);
    }

    /// <summary>The best feasible point over all 2^d sets of positive coordinates.</summary>
    public static double[] SolveEverySupport(double[,] a, double[] b)
    {
        double[] best = new double[Rank];
        double lowest = 0;
        for (int support = 1; support < 1 << Rank; support++)
        {
            double[] x = Eliminate(a, b, support);
            double value = 0;
            for (int i = 0; i < Rank; i++)
            {
                value -= b[i] * x[i];
                for (int j = 0; j < Rank; j++)
                {
                    value += 0.5 * a[i, j] * x[i] * x[j];
                }
            }

            if (x.All(static v => v >= 0) && value < lowest)
            {
                (best, lowest) = (x, value);
            }
        }

        return best;
    }

    public static double[] Eliminate(double[,] matrix, double[] right, int support)
    {
        int[] kept = [.. Enumerable.Range(0, Rank).Where(i => (support >> i & 1) != 0)];
        int n = kept.Length;
        double[,] a = new double[n, n + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = matrix[kept[i], kept[j]];
            }

            a[i, n] = right[kept[i]];
        }

        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (int j = 0; j <= n; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            for (int i = 0; i < n; i++)
            {
                if (i != k)
                {
                    double factor = a[i, k] / a[k, k];
                    for (int j = k; j <= n; j++)
                    {
                        a[i, j] -= factor * a[k, j];
                    }
                }
            }
        }

        double[] x = new double[Rank];
        for (int i = 0; i < n; i++)
        {
            x[kept[i]] = a[i, n] / a[i, i];
        }

        return x;
    }

    private static void Outer(double[,] a, double[] y, double weight)
    {
        for (int i = 0; i < Rank; i++)
        {
            for (int j = 0; j < Rank; j++)
            {
                a[i, j] += weight * y[i] * y[j];
            }
        }
    }

    private static void Round(double[][] rows)
    {
        foreach (double[] row in rows)
        {
            for (int d = 0; d < Rank; d++)
            {
                row[d] = (float)row[d];
            }
        }
    }

    private static double[][] Random(int count, Generator random) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Rank).Select(_ => random.Next() * 0.3).ToArray())];

    private static float[] Flat(double[][] rows) => [.. rows.SelectMany(static r => r).Select(static v => (float)v)];

    /// <summary>Numbers in 0 … 1 that are the same on every machine.</summary>
    public sealed class Generator(int seed)
    {
        private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15;

        public double Next()
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
