namespace MovieRec;

/// <summary>
/// Writes one kind of model to sections and reads it back. Formats are looked up by name in a list
/// (<see cref="ModelFormats"/>) that a caller can extend; no type name is ever stored.
/// </summary>
/// <remarks>
/// Beside the format's own sections the file holds, for each model, <c>format</c> (name and version) and <c>info</c>
/// (<see cref="RecommenderInfo"/>), which the library writes; these two names are taken. Implementations are
/// stateless and thread-safe.
/// </remarks>
public interface IModelFormat
{
    /// <summary>Name in the file, such as <c>als</c>. Never changes.</summary>
    string Name { get; }

    /// <summary>The version that <see cref="Write"/> writes, ≥ 1; <see cref="Read"/> reads this and lower ones.</summary>
    int Version { get; }

    /// <summary>Whether this format stores such a model completely.</summary>
    /// <param name="model">The model.</param>
    bool CanWrite(IRecommender model);

    /// <summary>Adds the model's sections, and its options with <see cref="ModelSectionWriter.AddOptions"/>.</summary>
    /// <param name="model">A model for which <see cref="CanWrite"/> is true.</param>
    /// <param name="sections">Receives the sections.</param>
    void Write(IRecommender model, ModelSectionWriter sections);

    /// <summary>
    /// Rebuilds the model. Its <see cref="IRecommender.Info"/> equals <see cref="ModelReadContext.Info"/>. Checksums have
    /// been verified; what the numbers mean has not: check lengths, ranges and order, and throw
    /// <see cref="ModelSectionReader.Error"/>. Other exceptions are wrapped into one.
    /// </summary>
    /// <param name="sections">The model's sections.</param>
    /// <param name="context">What the model is attached to.</param>
    /// <exception cref="ModelFormatException">A section is missing or wrong.</exception>
    IRecommender Read(ModelSectionReader sections, ModelReadContext context);
}
