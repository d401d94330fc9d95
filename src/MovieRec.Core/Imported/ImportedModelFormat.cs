using System.Globalization;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Stores an <see cref="ImportedModel"/>: <c>userFactors</c> and <c>itemFactors</c> (rows padded to a multiple of 16 floats),
/// <c>known</c> (one bit for each item the engine was trained on), <c>limits</c> (two texts, empty for none) and <c>gap</c>
/// (five numbers, or empty). The Gram matrix is computed again on loading: its sums do not depend on the vector width.
/// </summary>
internal sealed class ImportedModelFormat : IModelFormat
{
    private const int GapLength = 5;

    public string Name => "imported";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is ImportedModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        ImportedModel imported = (ImportedModel)model;
        sections.AddOptions(OptionBag.From(imported.Info.OptionValues));
        sections.Add("itemFactors", w => w.Write(imported.ItemFactors.Values));
        sections.Add("userFactors", w => w.Write(imported.UserFactors.Values));
        sections.AddInt64Array("known", Array.ConvertAll(imported.KnownItems.Words.ToArray(), static word => unchecked((long)word)));
        sections.AddStringArray("limits", [imported.Limits.FoldIn ?? "", imported.Limits.Explanations ?? ""]);
        sections.AddDoubleArray("gap", imported.Gap is { } gap
            ? new double[] { gap.Users, gap.Mean, gap.Max, gap.WithoutInteractions, gap.WithoutStoredVector }
            : []);
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        OptionBag options = sections.ReadOptions();
        int dimensions = options.GetInt32("Dimensions");
        if (dimensions is < 1 or > FactorTable<int, int>.MaximumDimensions)
        {
            throw sections.Error("options", $"Dimensions is {dimensions}; expected 1 … {FactorTable<int, int>.MaximumDimensions}.");
        }

        FactorMatrix items = ReadFactors(sections, "itemFactors", context.ItemCount, dimensions);
        FactorMatrix users = ReadFactors(sections, "userFactors", context.UserCount, dimensions);
        ItemMask known = ReadMask(sections, context.ItemCount);
        ImportedSolver? solver = ReadSolver(sections, options, items);
        string[] limits = sections.ReadStringArray("limits", 2);
        if (solver is null && (limits[0].Length == 0 || limits[1].Length == 0))
        {
            throw sections.Error("limits.utf8", "the model has no objective and yet does not say why fold-in and explanations are missing.");
        }

        return new ImportedModel(
            users,
            items,
            known,
            context.Histories,
            solver,
            new CapabilityLimits { FoldIn = limits[0].Length == 0 ? null : limits[0], Explanations = limits[1].Length == 0 ? null : limits[1] },
            ReadGap(sections),
            context.Info with { OptionValues = options.Items });
    }

    private static ImportedSolver? ReadSolver(ModelSectionReader sections, OptionBag options, FactorMatrix items)
    {
        if (!options.TryGet(nameof(ImportedEquations.Objective), out _))
        {
            return null;
        }

        ImportedEquations equations = new()
        {
            Objective = options.GetEnum<ImportedObjective>(nameof(ImportedEquations.Objective)),
            Regularization = options.GetDouble(nameof(ImportedEquations.Regularization)),
            Alpha = options.GetDouble(nameof(ImportedEquations.Alpha)),
            Nonnegative = options.GetBoolean(nameof(ImportedEquations.Nonnegative)),
        };
        float liked = options.GetSingle("LikedRating");
        return liked > 0 && float.IsFinite(liked)
            ? new ImportedSolver(items, ImportedSolver.ComputeGram(items, equations), equations, liked)
            : throw sections.Error("options", $"LikedRating is {liked.ToString(CultureInfo.InvariantCulture)}; expected a finite number above 0.");
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

    private static ItemMask ReadMask(ModelSectionReader sections, int itemCount)
    {
        long[] words = sections.ReadInt64Array("known", ItemMask.WordCount(itemCount));
        if (itemCount % 64 != 0 && words.Length > 0 && unchecked((ulong)words[^1]) >> (itemCount % 64) != 0)
        {
            throw sections.Error("known", $"bits beyond item {itemCount - 1} are set.");
        }

        return ItemMask.Create(itemCount, i => (words[i >> 6] >> (i & 63) & 1) != 0);
    }

    private static FoldInGap? ReadGap(ModelSectionReader sections)
    {
        double[] values = sections.ReadDoubleArray("gap");
        if (values.Length == 0)
        {
            return null;
        }

        if (values.Length != GapLength || values.Any(static v => v < 0) || values[0] > int.MaxValue || values[3] > int.MaxValue || values[4] > int.MaxValue)
        {
            throw sections.Error("gap", $"{values.Length} numbers; expected {GapLength}, none negative.");
        }

        return new FoldInGap
        {
            Users = (int)values[0],
            Mean = values[1],
            Max = values[2],
            WithoutInteractions = (int)values[3],
            WithoutStoredVector = (int)values[4],
        };
    }
}
