namespace MovieRec.Ann;

/// <summary>What remains of a vector beside its bytes.</summary>
internal readonly record struct Quantized(float Scale, float Error, float Length);
