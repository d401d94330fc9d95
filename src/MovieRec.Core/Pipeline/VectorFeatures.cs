using System.Numerics.Tensors;

namespace MovieRec;

/// <summary>A model's item vectors, scaled to length 1 when they are read.</summary>
internal sealed class VectorFeatures(IVectorRecommender model) : ItemFeatures("vectors", model.ItemCount, model.Dimensions)
{
    internal override void Write(int itemIndex, Span<float> row)
    {
        ReadOnlySpan<float> vector = model.GetItemVector(itemIndex);
        row[vector.Length..].Clear();
        float norm = TensorPrimitives.Norm(vector);
        if (norm > 0 && float.IsFinite(norm))
        {
            TensorPrimitives.Divide(vector, norm, row);
        }
        else
        {
            row.Clear();
        }
    }
}
