using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Imported;

/// <summary>Spark's implicit objective: what every recommender promises holds for an imported one.</summary>
public sealed class ImportedContractTests : ImportedContract
{
    protected override ImportedEquations Equations => new()
    {
        Objective = ImportedObjective.SparkImplicit,
        Regularization = 0.05,
        Alpha = 2,
    };
}
