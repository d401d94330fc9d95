using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Stores an <see cref="AlsModel"/>: <c>itemFactors</c> and <c>userFactors</c> (rows of factors, the bias after them if there is one, padded to a multiple of 16 floats),
/// <c>itemGram</c> (doubles, padded square), <c>rankable</c> (one bit for each item) and <c>losses</c>.
/// </summary>
internal sealed class AlsModelFormat : IModelFormat
{
    public string Name => "als";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is AlsModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        AlsModel als = (AlsModel)model;
        sections.AddOptions(OptionBag.From(als.Info.OptionValues));
        sections.Add("itemFactors", w => w.Write(als.ItemFactors.Values));
        sections.Add("userFactors", w => w.Write(als.UserFactors.Values));
        sections.Add("itemGram", w => w.Write(als.Side.GramMatrix));
        sections.AddInt64Array("rankable", Array.ConvertAll(als.RankableItems.Words.ToArray(), static word => unchecked((long)word)));
        sections.AddDoubleArray("losses", als.Losses.ToArray());
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        AlsOptions options = ReadOptions(sections.ReadOptions());
        FactorMatrix items = ReadFactors(sections, "itemFactors", context.ItemCount, options.Columns);
        FactorMatrix users = ReadFactors(sections, "userFactors", context.UserCount, options.Columns);
        CheckBiasCoordinate(sections, users, options);
        double[] gram = sections.ReadDoubleArray("itemGram", (long)items.Stride * items.Stride);
        string? problem = AlsGramCheck.Problem(gram, items);
        if (problem is not null)
        {
            throw sections.Error("itemGram", problem);
        }

        ItemMask rankable = ReadRankable(sections, context.ItemCount);
        double[] losses = sections.ReadDoubleArray("losses");
        if (losses.Length != (options.RecordLoss ? options.Iterations : 0))
        {
            throw sections.Error("losses", $"{losses.Length} losses for {options.Iterations} iterations with RecordLoss = {options.RecordLoss}.");
        }

        return new AlsModel(
            options,
            context.Histories,
            users,
            new AlsSide(items, gram, rankable.Count, options, AlsRows.Items),
            losses,
            rankable,
            context.Info with { OptionValues = options.ToValues() });
    }

    private static AlsOptions ReadOptions(OptionBag values) => new()
    {
        Factors = values.GetInt32(nameof(AlsOptions.Factors)),
        Iterations = values.GetInt32(nameof(AlsOptions.Iterations)),
        Regularization = values.GetDouble(nameof(AlsOptions.Regularization)),
        RegularizationExponent = values.GetDouble(nameof(AlsOptions.RegularizationExponent)),
        UnobservedWeight = values.GetDouble(nameof(AlsOptions.UnobservedWeight)),
        Alpha = values.GetDouble(nameof(AlsOptions.Alpha)),
        ItemBias = values.GetBoolean(nameof(AlsOptions.ItemBias)),
        BiasRegularization = values.GetDouble(nameof(AlsOptions.BiasRegularization)),
        Objective = values.GetEnum<AlsObjective>(nameof(AlsOptions.Objective)),
        InitialStandardDeviation = values.GetDouble(nameof(AlsOptions.InitialStandardDeviation)),
        Seed = values.GetInt32(nameof(AlsOptions.Seed)),
        Solver = values.GetEnum<AlsSolver>(nameof(AlsOptions.Solver)),
        SolverSteps = values.GetInt32(nameof(AlsOptions.SolverSteps)),
        SubspaceSize = values.GetInt32(nameof(AlsOptions.SubspaceSize)),
        Deterministic = values.GetBoolean(nameof(AlsOptions.Deterministic)),
        RecordLoss = values.GetBoolean(nameof(AlsOptions.RecordLoss)),
    };

    /// <summary>The coordinate that item biases meet is 1 for every user with a vector.</summary>
    private static void CheckBiasCoordinate(ModelSectionReader sections, FactorMatrix users, AlsOptions options)
    {
        for (int u = 0; u < users.Rows && options.ItemBias; u++)
        {
            if (users.Row(u)[options.Factors] != 1 && users.Row(u).ContainsAnyExcept(0f))
            {
                throw sections.Error("userFactors", $"the bias coordinate of user {u} is {users.Row(u)[options.Factors]}; it must be 1.");
            }
        }
    }

    private static FactorMatrix ReadFactors(ModelSectionReader sections, string name, int rows, int columns)
    {
        float[] values = sections.ReadSingleArray(name, (long)rows * FactorMatrix.Pad(columns));
        FactorMatrix matrix = FactorMatrix.FromValues(rows, columns, values);
        for (int row = 0; row < rows; row++)
        {
            if (matrix.PaddedRow(row)[columns..].ContainsAnyExcept(0f))
            {
                throw sections.Error(name, $"the padding of row {row} is not zero.");
            }
        }

        return matrix;
    }

    private static ItemMask ReadRankable(ModelSectionReader sections, int itemCount)
    {
        long[] words = sections.ReadInt64Array("rankable", ItemMask.WordCount(itemCount));
        if (itemCount % 64 != 0 && words.Length > 0 && unchecked((ulong)words[^1]) >> (itemCount % 64) != 0)
        {
            throw sections.Error("rankable", $"bits beyond item {itemCount - 1} are set.");
        }

        return ItemMask.Create(itemCount, i => (words[i >> 6] >> (i & 63) & 1) != 0);
    }
}
