namespace MovieRec.Tests.Imported;

/// <summary>The objective of the Python package implicit.</summary>
public sealed class ImportedConfidenceContractTests : ImportedContract
{
    protected override ImportedEquations Equations => new()
    {
        Objective = ImportedObjective.ImplicitConfidence,
        Regularization = 0.5,
        Alpha = 4,
    };
}
