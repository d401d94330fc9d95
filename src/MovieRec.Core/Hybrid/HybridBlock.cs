using System.Buffers;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// One vector part and its place in the blend. The query block is x·f·τ/σ, the item block the part's vector times a·g/τ:
/// τ, the root mean square length of the part's vectors, cancels, and only keeps the blocks of an item vector comparable.
/// </summary>
internal sealed class HybridBlock
{
    public HybridBlock(string name, HybridSource source, IRecommender model, int offset, double weight, float spread, FactorMatrix covariance)
    {
        Name = name;
        Source = source;
        Model = model;
        Vectors = model.GetService<IVectorRecommender>() ?? throw new ArgumentException($"The part '{name}' has no vectors.", nameof(model));
        Explainer = model.GetService<IExplainer>();
        Attribution = model.GetService<IVectorAttribution>();
        Offset = offset;
        Weight = weight;
        Spread = spread;
        Covariance = covariance;
    }

    public string Name { get; }

    public HybridSource Source { get; }

    public IRecommender Model { get; }

    public IVectorRecommender Vectors { get; }

    public IExplainer? Explainer { get; }

    /// <summary>Null for a part that explains its own item vectors only; these then stay as they are, but for a factor.</summary>
    public IVectorAttribution? Attribution { get; }

    /// <summary>First coordinate in the blended vector.</summary>
    public int Offset { get; }

    public int Dimensions => Vectors.Dimensions;

    /// <summary>a.</summary>
    public double Weight { get; }

    /// <summary>τ.</summary>
    public float Spread { get; }

    /// <summary>C, the covariance of the part's item vectors; the standard deviation of a query's scores is √(xᵀ C x).</summary>
    public FactorMatrix Covariance { get; }

    /// <summary>τ/σ for a query vector; 0 when its scores do not vary.</summary>
    /// <param name="vector">x, padded.</param>
    public float Standardize(ReadOnlySpan<float> vector)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(Covariance.Stride);
        Span<float> product = rented.AsSpan(0, Covariance.Stride);
        product.Clear();
        Kernels.DotRows(vector, Covariance.Values, product[..Covariance.Rows]);
        double variance = 0;
        for (int i = 0; i < Covariance.Columns; i++)
        {
            variance += (double)product[i] * vector[i];
        }

        ArrayPool<float>.Shared.Return(rented);
        double scale = Spread / Math.Sqrt(variance);
        return variance > 0 && scale < float.MaxValue ? (float)scale : 0;
    }
}
