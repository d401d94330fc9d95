namespace MovieRec.Tests.Als;

/// <summary>Both objectives, with and without weights, every kind of regularisation.</summary>
internal static class AlsCases
{
    public static TheoryData<AlsObjective, double, bool> All()
    {
        TheoryData<AlsObjective, double, bool> cases = [];
        foreach (AlsObjective objective in Enum.GetValues<AlsObjective>())
        {
            foreach (double exponent in (double[])[0, 1, 2])
            {
                cases.Add(objective, exponent, false);
                cases.Add(objective, exponent, true);
            }
        }

        return cases;
    }

    public static AlsOptions Options(AlsObjective objective, double exponent, int factors = 6, int iterations = 4) => new()
    {
        Factors = factors,
        Iterations = iterations,
        Objective = objective,
        RegularizationExponent = exponent,
        Regularization = exponent == 2 ? 0.002 : exponent == 1 ? 0.05 : 0.7,
        UnobservedWeight = 0.2,
        Alpha = 5,
    };
}
