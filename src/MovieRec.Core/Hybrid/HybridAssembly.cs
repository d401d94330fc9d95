using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Puts the parts together. A movie's own least-squares problem with the content prediction as its prior mean: the objective
/// of the behaviour part is a quadratic with minimum y_i and matrix A_i; a prior s·ŷ_i that is worth κ_i viewers, in the same
/// metric (Zellner's g-prior), adds (κ_i/m)·(y − s·ŷ_i)ᵀA_i(y − s·ŷ_i), and the sum has its minimum at
/// φ·y_i + (1 − φ)·s·ŷ_i with φ = m/(m + κ_i). Content and popularity use the same φ.
/// </summary>
internal static class HybridAssembly
{
    /// <summary>Factor of a content vector; behaviour vectors are mixed instead.</summary>
    public static double OwnFactor(HybridParameters parameters, HybridSource source, int seen)
    {
        double trust = parameters.ItemTrust(seen);
        return source == HybridSource.Content ? trust + ((1 - trust) * parameters.UnseenContent) : 1;
    }

    /// <summary>The mix of every item.</summary>
    public static HybridMix[] Mixes(HybridStage stage, HybridParameters parameters)
    {
        HybridMix[] mixes = new HybridMix[stage.ItemCount];
        for (int i = 0; i < mixes.Length; i++)
        {
            bool prior = parameters.PriorScale > 0 && stage.PopularityPrior is not null && !float.IsNaN(stage.PopularityPrior[i]);
            double trust = prior ? parameters.ItemTrust(stage.Seen[i]) : 1;
            mixes[i] = new HybridMix(
                trust,
                prior ? (1 - trust) * parameters.PriorScale : 0,
                OwnFactor(parameters, HybridSource.Content, stage.Seen[i]),
                stage.Popularity[i],
                prior ? stage.PopularityPrior![i] : 0);
        }

        return mixes;
    }

    public static HybridModel Build(HybridStage stage, HybridParameters parameters, RecommenderInfo info)
    {
        List<HybridBlock> blocks = [];
        List<HybridAddend> addends = [];
        List<HybridPartInfo> dropped = [];
        List<HybridStagePart> placed = [];
        int columns = 0;
        foreach (HybridStagePart part in stage.Parts)
        {
            double weight = parameters.WeightOf(part.Name);
            if (weight == 0)
            {
                dropped.Add(new HybridPartInfo(part.Name, part.Source, 0, part.Model));
            }
            else if (part.Own is null)
            {
                addends.Add(new HybridAddend(part.Name, part.Source, part.Model, weight));
            }
            else
            {
                blocks.Add(new HybridBlock(part.Name, part.Source, part.Model, columns, weight, part.Spread, part.Covariance));
                placed.Add(part);
                columns += part.Own.Columns;
            }
        }

        double popularity = parameters.WeightOf(HybridPart.Popularity);
        bool sole = blocks.Count + addends.Count == 1 && popularity == 0;
        FactorMatrix items = new(stage.ItemCount, Math.Max(1, columns + (popularity > 0 ? 1 : 0)));
        HybridMix[] mixes = Mixes(stage, parameters);
        bool[] rankable = new bool[stage.ItemCount];
        for (int i = 0; i < stage.ItemCount; i++)
        {
            for (int b = 0; b < blocks.Count; b++)
            {
                WriteBlock(placed[b], i, mixes[i], sole ? 1 : (float)(blocks[b].Weight / blocks[b].Spread), sole, items.Row(i).Slice(blocks[b].Offset, blocks[b].Dimensions));
            }

            rankable[i] = items.Row(i).ContainsAnyExcept(0f) || (addends.Count > 0 && stage.Likes[i] > 0);
            if (popularity > 0 && rankable[i])
            {
                double z = (mixes[i].Own * mixes[i].Popularity) + (mixes[i].Prior * mixes[i].PopularityPrior);
                items.Row(i)[^1] = (float)(popularity * z * HybridModel.PopularityScale);
            }
        }

        return new HybridModel(
            parameters, [.. blocks], [.. addends], [.. dropped], items, stage.Liked, stage.Seen, ItemMask.Create(stage.ItemCount, i => rankable[i]), stage.Histories, info);
    }

    private static void WriteBlock(HybridStagePart part, int item, HybridMix mix, float scale, bool sole, Span<float> destination)
    {
        ReadOnlySpan<float> own = part.Own!.Row(item);
        if (part.Prior is not null && mix.Prior > 0)
        {
            // Fused in single precision: own and prior are known to no more.
            TensorPrimitives.Multiply(own, (float)mix.Own, destination);
            TensorPrimitives.MultiplyAdd(part.Prior.Row(item), (float)mix.Prior, destination, destination);
            TensorPrimitives.Multiply(destination, scale, destination);
        }
        else if (sole)
        {
            own.CopyTo(destination);
        }
        else
        {
            float factor = part.Source == HybridSource.Content ? (float)mix.Content : part.Prior is not null ? (float)mix.Own : 1;
            TensorPrimitives.Multiply(own, scale * factor, destination);
        }
    }
}
