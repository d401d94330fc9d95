using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Stores a <see cref="HybridModel"/>: <c>names</c> (texts), <c>sources</c> and <c>kinds</c> (one byte for each part: 0 in the
/// vector, 1 added, 2 left out), the parts under <c>part0</c>, <c>part1</c>, …, for each part in the vector <c>spread0</c>, … and
/// <c>covariance0</c>, …, and of the blend <c>items</c> (padded rows), <c>liked</c>, <c>seen</c> (int32) and <c>rankable</c> (bits).
/// </summary>
internal sealed class HybridModelFormat : IModelFormat
{
    private const byte InVector = 0;
    private const byte Added = 1;
    private const byte LeftOut = 2;
    private const int MaxParts = 64;

    public string Name => "hybrid";

    public int Version => 1;

    public bool CanWrite(IRecommender model) => model is HybridModel;

    public void Write(IRecommender model, ModelSectionWriter sections)
    {
        HybridModel hybrid = (HybridModel)model;
        int blocks = hybrid.Blocks.Length;
        int addends = hybrid.Addends.Length;
        sections.AddOptions(OptionBag.From(hybrid.Info.OptionValues));
        sections.AddStringArray("names", [.. hybrid.Parts.Select(static p => p.Name)]);
        sections.AddByteArray("sources", hybrid.Parts.Select(static p => (byte)p.Source).ToArray());
        sections.AddByteArray("kinds", hybrid.Parts.Select((_, n) => n < blocks ? InVector : n < blocks + addends ? Added : LeftOut).ToArray());
        for (int b = 0; b < blocks; b++)
        {
            HybridBlock block = hybrid.Blocks[b];
            sections.AddSingleArray($"spread{b}", new[] { block.Spread });
            sections.Add($"covariance{b}", w => w.Write(block.Covariance.Values));
        }

        sections.Add("items", w => w.Write(hybrid.ItemVectors.Values));
        sections.Add("liked", w => w.Write(hybrid.LikedCounts));
        sections.Add("seen", w => w.Write(hybrid.SeenCounts));
        sections.AddInt64Array("rankable", Array.ConvertAll(hybrid.RankableItems.Words.ToArray(), static word => unchecked((long)word)));
        for (int p = 0; p < hybrid.Parts.Count; p++)
        {
            sections.AddModel($"part{p}", hybrid.Parts[p].Model);
        }
    }

    public IRecommender Read(ModelSectionReader sections, ModelReadContext context)
    {
        string[] names = sections.ReadStringArray("names");
        if (names.Length is 0 or > MaxParts || names.Distinct().Count() != names.Length || !names.All(HybridPart.IsName))
        {
            throw sections.Error("names.starts", $"the parts are named '{string.Join("', '", names.Take(MaxParts))}'; expected 1 … {MaxParts} distinct names.");
        }

        HybridParameters parameters = ReadParameters(sections, names);
        byte[] sources = ReadBytes(sections, "sources", names.Length, (byte)HybridSource.Content);
        byte[] kinds = ReadBytes(sections, "kinds", names.Length, LeftOut);
        List<HybridBlock> blocks = [];
        List<HybridAddend> addends = [];
        List<HybridPartInfo> dropped = [];
        int columns = 0;
        for (int p = 0; p < names.Length; p++)
        {
            double weight = parameters.WeightOf(names[p]);
            if (weight > 0 == (kinds[p] == LeftOut) || (p > 0 && kinds[p] < kinds[p - 1]))
            {
                throw sections.Error("kinds", $"part {p} is of kind {kinds[p]} with the weight {weight}; vectors come first, then added parts, then those of weight 0.", p);
            }

            IRecommender model = sections.ReadModel($"part{p}", context);
            HybridSource source = (HybridSource)sources[p];
            if (kinds[p] == LeftOut)
            {
                dropped.Add(new HybridPartInfo(names[p], source, 0, model));
            }
            else if (kinds[p] == Added)
            {
                addends.Add(new HybridAddend(names[p], source, model, weight));
            }
            else
            {
                blocks.Add(ReadBlock(sections, p, names[p], source, model, columns, weight, context.ItemCount));
                columns += blocks[^1].Dimensions;
            }
        }

        int width = Math.Max(1, columns + (parameters.WeightOf(HybridPart.Popularity) > 0 ? 1 : 0));
        FactorMatrix items = ReadMatrix(sections, "items", context.ItemCount, width);
        return new HybridModel(
            parameters,
            [.. blocks],
            [.. addends],
            [.. dropped],
            items,
            ReadCounts(sections, "liked", context.UserCount),
            ReadCounts(sections, "seen", context.ItemCount),
            ReadRankable(sections, context.ItemCount),
            context.Histories,
            context.Info with { OptionValues = parameters.ToValues() });
    }

    private static HybridParameters ReadParameters(ModelSectionReader sections, string[] names)
    {
        OptionBag options = sections.ReadOptions();
        List<HybridWeight> weights = [];
        foreach (ModelOption option in options.Items)
        {
            if (option.Name.StartsWith("Weight.", StringComparison.Ordinal))
            {
                weights.Add(new HybridWeight(option.Name["Weight.".Length..], NotNegative(sections, options, option.Name)));
            }
        }

        if (!weights.Select(static w => w.Part).Order(StringComparer.Ordinal).SequenceEqual(names.Append(HybridPart.Popularity).Order(StringComparer.Ordinal))
            || !weights.Any(static w => w.Part != HybridPart.Popularity && w.Weight > 0))
        {
            throw sections.Error("options", "the weights do not name the parts and popularity, each once, with one of the parts above 0.");
        }

        return new HybridParameters
        {
            Weights = weights,
            UserEvidence = NotNegative(sections, options, nameof(HybridParameters.UserEvidence)),
            ItemEvidence = NotNegative(sections, options, nameof(HybridParameters.ItemEvidence)),
            PriorScale = NotNegative(sections, options, nameof(HybridParameters.PriorScale)),
            UnseenContent = NotNegative(sections, options, nameof(HybridParameters.UnseenContent)),
        };
    }

    private static double NotNegative(ModelSectionReader sections, OptionBag options, string name)
    {
        double value = options.GetDouble(name);
        return value >= 0 && double.IsFinite(value)
            ? value
            : throw sections.Error("options", $"the option '{name}' is {value}; expected a finite number of at least 0.");
    }

    private static byte[] ReadBytes(ModelSectionReader sections, string name, int count, byte largest)
    {
        byte[] values = sections.ReadByteArray(name);
        return values.Length == count && values.All(v => v <= largest)
            ? values
            : throw sections.Error(name, $"expected {count} values of 0 … {largest}.");
    }

    private static HybridBlock ReadBlock(
        ModelSectionReader sections, int part, string name, HybridSource source, IRecommender model, int offset, double weight, int itemCount)
    {
        if (model.GetService<IVectorRecommender>() is not { } vectors || vectors.ItemCount != itemCount)
        {
            throw sections.Error("kinds", $"part {part} has no vectors of {itemCount} items.", part);
        }

        float spread = sections.ReadSingleArray($"spread{part}", 1)[0];
        if (!(spread > 0))
        {
            throw sections.Error($"spread{part}", $"the spread is {spread}; expected a number above 0.");
        }

        return new HybridBlock(
            name, source, model, offset, weight, spread, ReadMatrix(sections, $"covariance{part}", vectors.Dimensions, vectors.Dimensions));
    }

    private static FactorMatrix ReadMatrix(ModelSectionReader sections, string name, int rows, int columns)
    {
        FactorMatrix matrix = FactorMatrix.FromValues(rows, columns, sections.ReadSingleArray(name, (long)rows * FactorMatrix.Pad(columns)));
        for (int row = 0; row < rows; row++)
        {
            if (matrix.PaddedRow(row)[columns..].ContainsAnyExcept(0f))
            {
                throw sections.Error(name, $"the padding of row {row} is not zero.");
            }
        }

        return matrix;
    }

    private static int[] ReadCounts(ModelSectionReader sections, string name, int count)
    {
        int[] counts = sections.ReadInt32Array(name, count);
        int bad = Array.FindIndex(counts, static c => c < 0);
        return bad < 0 ? counts : throw sections.Error(name, $"count {bad} is {counts[bad]}; expected at least 0.", (long)bad * sizeof(int));
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
