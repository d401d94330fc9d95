using MovieRec.Numerics;

namespace MovieRec.Ann;

/// <summary>A vector and the weight of its scores.</summary>
internal readonly unsafe struct GraphPoint(float* vector, float weight)
{
    public float* Vector { get; } = vector;

    public float Weight { get; } = weight;
}

/// <summary>
/// The measure a graph is built under. Cosine and distance are used as they are. Under the plain inner product nearly
/// all links lead to the few longest vectors, and the others are not found (graphs of that kind level off near recall
/// .97 on trained factors); under lifted distances (Bachrach et al. 2014) or cosine links ignore what queries look for
/// (.73 and .90 at 128 candidates on the same factors). So lengths are damped: ⟨a, b⟩ / (‖a‖·‖b‖)^<see cref="Damping"/>,
/// which keeps long vectors popular without making them the only targets (.995). Searches use the plain inner product.
/// </summary>
internal readonly unsafe struct GraphSpace(VectorRows vectors, float* weights, ByteRows? bytes)
{
    /// <summary>0 is the inner product, 1 the cosine. Recall is flat between .2 and .5.</summary>
    public const double Damping = 0.35;

    public VectorRows Vectors { get; } = vectors;

    public ByteRows? Bytes { get; } = bytes;

    public GraphPoint Point(int node) => new(Vectors.Row(node), weights is null ? 1 : weights[node]);

    public void Score(in GraphPoint point, int* nodes, int count, float* scores)
    {
        Vectors.Score(point.Vector, nodes, count, scores);
        if (weights is not null)
        {
            for (int i = 0; i < count; i++)
            {
                scores[i] *= point.Weight * weights[nodes[i]];
            }
        }
    }

    /// <summary>Keeps the nodes whose score may reach a threshold, in their order, and starts loading their vectors.</summary>
    /// <param name="point">The point that is compared.</param>
    /// <param name="query">The same as bytes; it screens.</param>
    /// <param name="nodes">The nodes; what is kept moves to the front.</param>
    /// <param name="count">Their number.</param>
    /// <param name="sums">Room for as many numbers.</param>
    /// <param name="threshold">A score; nodes that may equal it are kept.</param>
    /// <returns>The number kept.</returns>
    public int Screen(in GraphPoint point, in ByteQuery query, int* nodes, int count, int* sums, float threshold)
    {
        ByteGatherKernel.Dot(query.Values, Bytes!.Values.Pointer, Bytes.Stride, nodes, count, sums);
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            int node = nodes[i];
            float bound = (sums[i] * query.Step) + query.Slack;
            if (weights is not null)
            {
                bound *= point.Weight * weights[node];
            }

            if (!(bound < threshold))
            {
                nodes[kept++] = node;
                Prefetch.Row(Vectors.Row(node), Vectors.Stride);
            }
        }

        return kept;
    }

    /// <summary>The damped inner product.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="bytes">The vectors as bytes, if there are any.</param>
    /// <param name="weights">Receives a weight for each.</param>
    public static GraphSpace Damped(VectorRows vectors, ByteRows? bytes, Block<float> weights)
    {
        for (int i = 0; i < vectors.Count; i++)
        {
            ReadOnlySpan<float> row = vectors.PaddedRow(i);
            double squares = Kernels.Dot(row, row);
            weights.Pointer[i] = squares > 0 ? (float)Math.Pow(squares, -0.5 * Damping) : 0;
        }

        return new GraphSpace(vectors, weights.Pointer, bytes);
    }
}
