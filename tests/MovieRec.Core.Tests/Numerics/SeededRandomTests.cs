using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

public sealed class SeededRandomTests
{
    [Fact]
    public void Hash_KnownSeeds_GivesThePublishedSplitMix64Sequence()
    {
        ulong[] first = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F];
        ulong[] second =
        [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
        ];
        for (int i = 0; i < first.Length; i++)
        {
            Assert.Equal(first[i], SeededRandom.Hash(0, (ulong)i));
        }

        for (int i = 0; i < second.Length; i++)
        {
            Assert.Equal(second[i], SeededRandom.Hash(1234567, (ulong)i));
        }
    }

    [Fact]
    public void Normal_AnyStart_IsASliceOfTheSameSequence()
    {
        float[] all = new float[100];
        float[] tail = new float[40];
        SeededRandom.Normal(7, 0, all);
        SeededRandom.Normal(7, 60, tail);
        Assert.Equal(all[60..], tail);
        SeededRandom.Normal(8, 60, tail);
        Assert.NotEqual(all[60..], tail);
    }

    [Fact]
    public void Normal_ManyNumbers_HasTheMomentsOfTheNormalDistribution()
    {
        const int Count = 200_000;
        float[] values = new float[Count];
        SeededRandom.Normal(1, 0, values);
        Assert.DoesNotContain(values, value => !float.IsFinite(value));

        // Bounds: five standard errors of each moment.
        double error = 5 / Math.Sqrt(Count);
        Assert.InRange(values.Average(), -error, error);
        Assert.InRange(values.Average(v => (double)v * v), 1 - (error * Math.Sqrt(2)), 1 + (error * Math.Sqrt(2)));
        Assert.InRange(values.Average(v => Math.Pow(v, 3)), -error * Math.Sqrt(15), error * Math.Sqrt(15));
        Assert.InRange(values.Average(v => Math.Pow(v, 4)), 3 - (error * Math.Sqrt(96)), 3 + (error * Math.Sqrt(96)));
        double beyondTwo = values.Count(v => Math.Abs(v) > 2) / (double)Count;
        Assert.InRange(beyondTwo, 0.0455 - error, 0.0455 + error);

        // Neighbours are independent: they come from different hashes.
        double correlation = Enumerable.Range(0, Count - 1).Average(i => (double)values[i] * values[i + 1]);
        Assert.InRange(correlation, -error, error);
    }
}
