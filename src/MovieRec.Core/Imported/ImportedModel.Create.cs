using System.IO.Hashing;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec;

/// <content>Making a model out of factors and, where they are known, the interactions.</content>
public sealed partial class ImportedModel
{
    private const int UsersPerChunk = 256;

    /// <param name="engine">Algorithm name, such as <c>spark-als</c>.</param>
    /// <param name="users">Stored user vectors; replaced by solved ones where there are interactions.</param>
    /// <param name="items">Item vectors.</param>
    /// <param name="known">Items the engine was trained on.</param>
    /// <param name="histories">Interactions, weights as ratings; empty when not known.</param>
    /// <param name="equations">Objective and options; null when not known.</param>
    /// <param name="limits">Why fold-in or explanations are not offered.</param>
    /// <param name="cancellationToken">Ends the solving.</param>
    internal static ImportedModel Create(
        string engine,
        FactorMatrix users,
        FactorMatrix items,
        ItemMask known,
        UserHistories histories,
        ImportedEquations? equations,
        CapabilityLimits limits,
        CancellationToken cancellationToken)
    {
        string fingerprint = Fingerprint(users, items);
        ImportedSolver? solver = equations is null
            ? null
            : new ImportedSolver(items, ImportedSolver.ComputeGram(items, equations), equations, MeanRating(histories.Liked));
        FoldInGap? gap = null;
        if (solver is not null && histories.Seen.Count > 0)
        {
            gap = SolveUsers(users, solver, known, solver.Evidence(histories), cancellationToken);
        }

        List<ModelOption> options = [new("Dimensions", Invariant(items.Columns)), new("StoredFactors", fingerprint)];
        if (solver is not null)
        {
            options.AddRange(solver.Equations.ToValues());
            options.Add(new("LikedRating", Invariant(solver.LikedRating)));
        }

        return new ImportedModel(users, items, known, histories, solver, limits, gap, new RecommenderInfo
        {
            Algorithm = engine,
            UserCount = users.Rows,
            ItemCount = items.Rows,
            InteractionCount = histories.Liked.Count,
            DataFingerprint = TrainingData.Create(histories).Fingerprint,
            OptionValues = options,
        });
    }

    private static string Invariant(IFormattable value) => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>XxHash128 over shape and values of the factors as the engine stored them.</summary>
    private static string Fingerprint(FactorMatrix users, FactorMatrix items)
    {
        XxHash128 hash = new();
        hash.Append(MemoryMarshal.AsBytes([users.Rows, users.Columns, items.Rows, items.Columns]));
        Append(hash, users);
        Append(hash, items);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static void Append(XxHash128 hash, FactorMatrix matrix)
    {
        for (int row = 0; row < matrix.Rows; row++)
        {
            hash.Append(MemoryMarshal.AsBytes(matrix.Row(row)));
        }
    }

    private static float MeanRating(InteractionMatrix liked)
    {
        if (!liked.HasWeights)
        {
            return 1;
        }

        double sum = 0;
        foreach (float weight in liked.Weights)
        {
            sum += weight;
        }

        return (float)(sum / liked.Count);
    }

    private static FoldInGap SolveUsers(
        FactorMatrix users, ImportedSolver solver, ItemMask known, InteractionMatrix evidence, CancellationToken cancellationToken)
    {
        double[] distances = new double[users.Rows];
        ParallelOptions parallel = new() { CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, (users.Rows + UsersPerChunk - 1) / UsersPerChunk, parallel, chunk =>
            {
                NormalSystem system = NormalSystem.Rent(users.Columns);
                try
                {
                    int end = Math.Min(users.Rows, (chunk + 1) * UsersPerChunk);
                    for (int user = chunk * UsersPerChunk; user < end; user++)
                    {
                        parallel.CancellationToken.ThrowIfCancellationRequested();
                        distances[user] = SolveUser(system, users.Row(user), solver, known, evidence, user);
                    }
                }
                finally
                {
                    system.Return();
                }
            });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.Count > 0)
        {
            // One clear error, not a bundle: every chunk fails for the same reason.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return Summarize(distances);
    }

    private const double OnlyStored = -1;
    private const double OnlyInteractions = -2;
    private const double Neither = -3;

    /// <summary>Replaces the row and returns its relative distance from the stored one, or one of the negative marks.</summary>
    private static double SolveUser(
        in NormalSystem system, Span<float> row, ImportedSolver solver, ItemMask known, InteractionMatrix evidence, int user)
    {
        bool stored = row.ContainsAnyExcept(0f);
        ReadOnlySpan<int> items = evidence.GetUserItems(user);
        bool any = false;
        foreach (int item in items)
        {
            any |= known.Contains(item);
        }

        if (!any)
        {
            return stored ? OnlyStored : Neither;
        }

        solver.Solve(system, items, evidence.GetUserWeights(user), known, missing: 1);
        double distance = 0;
        double length = 0;
        for (int k = 0; k < row.Length; k++)
        {
            double difference = system.Solution[k] - row[k];
            distance += difference * difference;
            length += (double)row[k] * row[k];
        }

        Narrow(system.Solution, row);
        return stored ? Math.Sqrt(distance / length) : OnlyInteractions;
    }

    private static FoldInGap Summarize(double[] distances)
    {
        int measured = 0;
        double sum = 0;
        double max = 0;
        foreach (double distance in distances)
        {
            if (distance >= 0)
            {
                measured++;
                sum += distance;
                max = Math.Max(max, distance);
            }
        }

        return new FoldInGap
        {
            Users = measured,
            Mean = measured == 0 ? 0 : sum / measured,
            Max = max,
            WithoutInteractions = distances.Count(static d => d == OnlyStored),
            WithoutStoredVector = distances.Count(static d => d == OnlyInteractions),
        };
    }
}
