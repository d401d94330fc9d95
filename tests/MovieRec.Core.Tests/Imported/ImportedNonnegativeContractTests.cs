namespace MovieRec.Tests.Imported;

/// <summary>The same under x ≥ 0.</summary>
public sealed class ImportedNonnegativeContractTests : ImportedContract
{
    protected override ImportedEquations Equations => new()
    {
        Objective = ImportedObjective.SparkImplicit,
        Regularization = 0.05,
        Alpha = 2,
        Nonnegative = true,
    };
}
