namespace MovieRec;

/// <summary>A measure of closeness; higher is closer.</summary>
public enum Similarity
{
    /// <summary>⟨a, b⟩.</summary>
    InnerProduct,

    /// <summary>⟨a, b⟩ / (‖a‖·‖b‖); a zero vector has similarity 0 to everything.</summary>
    Cosine,

    /// <summary>−‖a − b‖².</summary>
    NegativeSquaredL2,
}
