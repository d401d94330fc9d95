namespace MovieRec.Tests.Imported;

/// <summary>Spark's objective on ratings: without the term over all items.</summary>
public sealed class ImportedRatingsContractTests : ImportedContract
{
    protected override ImportedEquations Equations => new()
    {
        Objective = ImportedObjective.SparkExplicit,
        Regularization = 0.1,
    };

    protected override bool LearnsFromDislikes => true;
}
