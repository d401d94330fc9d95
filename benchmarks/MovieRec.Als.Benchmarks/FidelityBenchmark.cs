using System.Globalization;
using MovieRec.Numerics;

namespace MovieRec.Als.Benchmarks;

/// <summary>
/// Does the named cause matter? For recommendations of a model on MovieLens ratings: leaving the anchor (the liked movie
/// with the largest contribution) out must lower the score more than leaving a random other liked movie out.
/// </summary>
internal static class FidelityBenchmark
{
    private const int PerUser = 20;

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("fidelity RATINGS.CSV (userId,movieId,rating,timestamp) [CASES]");
            return 2;
        }

        int cases = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
        InteractionLogBuilder<long, long> builder = new();
        foreach (string line in File.ReadLines(args[0]).Skip(1))
        {
            string[] fields = line.Split(',');
            builder.Add(
                long.Parse(fields[0], CultureInfo.InvariantCulture),
                long.Parse(fields[1], CultureInfo.InvariantCulture),
                float.Parse(fields[2], CultureInfo.InvariantCulture),
                long.Parse(fields[3], CultureInfo.InvariantCulture));
        }

        TrainingData data = TrainingData.FromLog(builder.Build().Log);
        AlsModel model = new AlsTrainer().Fit(data);
        int done = 0, anchorWins = 0, anchorLargest = 0;
        double worst = 0;
        ScoredItem[] list = new ScoredItem[PerUser];
        for (int user = 0; user < model.UserCount && done < cases; user++)
        {
            int[] liked = data.Interactions.GetUserItems(user).ToArray();
            if (liked.Length < 2)
            {
                continue;
            }

            RecommendationQuery query = RecommendationQuery.ForUser(user);
            int written = model.Recommend(query, list);
            float[] without = new float[liked.Length];
            Contribution[] contributions = new Contribution[liked.Length];
            for (int n = 0; n < written && done < cases; n++)
            {
                model.Explain(query, list[n].ItemIndex, contributions);
                int anchor = Array.IndexOf(liked, contributions[0].ItemIndex);
                int other = (int)(SeededRandom.Hash((ulong)user, (ulong)n) % (ulong)(liked.Length - 1));
                other += other >= anchor ? 1 : 0;
                model.ScoresWithout(query, list[n].ItemIndex, liked, without);
                done++;
                anchorWins += without[anchor] < without[other] ? 1 : 0;
                anchorLargest += without[anchor] <= without.Min() ? 1 : 0;
                worst = Math.Max(worst, Math.Abs(Scratch(model, liked, anchor, list[n].ItemIndex) - without[anchor]) / contributions.Sum(c => Math.Abs(c.Value)));
            }
        }

        Results results = new("als-fidelity", "Do the named causes matter?", $"fidelity ratings.csv {cases}");
        results.Add(
            ("cases", done),
            ("leaving the anchor out lowers the score more than a random other", (double)anchorWins / done),
            ("the anchor has the largest effect of all", (double)anchorLargest / done),
            ("largest difference from folding the shortened history in, of Σ|contributions|", worst));
        results.Write();
        return 0;
    }

    private static double Scratch(AlsModel model, int[] liked, int left, int item)
    {
        int[] shorter = [.. liked.Where((_, n) => n != left)];
        float[] vector = new float[model.Dimensions];
        model.TryFoldIn(shorter, default, vector);
        double score = 0;
        for (int k = 0; k < vector.Length; k++)
        {
            score += (double)vector[k] * model.GetItemVector(item)[k];
        }

        return score;
    }
}
