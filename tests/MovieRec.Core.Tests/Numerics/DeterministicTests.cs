using System.IO.Hashing;
using System.Runtime.InteropServices;
using MovieRec.Numerics;

namespace MovieRec.Tests.Numerics;

/// <summary>
/// Deterministic models are the same bits at every register width. The hashes are pinned; the continuous
/// integration runs this namespace again without 512-bit registers, without 256-bit ones and without any.
/// </summary>
public sealed class DeterministicTests
{
    [Theory]
    [InlineData(AlsSolver.Cholesky, "2f03fba09f803eb09b144722a91568e0")]
    [InlineData(AlsSolver.ConjugateGradient, "c06412c950132dff8c9c56efd62548e7")]
    [InlineData(AlsSolver.Subspace, "1b77b5fb6f9a6b6f0b10018fec49d6a7")]
    public void Fit_Deterministic_PinnedBits(AlsSolver solver, string expected)
    {
        TestSample sample = TestSample.Create(12, weighted: true);
        AlsOptions options = new() { Factors = 21, Iterations = 3, Solver = solver, SubspaceSize = 16, Deterministic = true };
        float[] start = new float[sample.Items.Count * 21];
        for (int n = 0; n < start.Length; n++)
        {
            start[n] = ((SeededRandom.Hash(1, (ulong)n) >> 40) * (1f / (1 << 24))) - 0.5f;
        }

        AlsModel model = new AlsTrainer(options).Train(sample.Data, new AlsStart(start, 21));
        XxHash128 hash = new();
        hash.Append(MemoryMarshal.AsBytes(model.ItemFactors.Values));
        hash.Append(MemoryMarshal.AsBytes(model.UserFactors.Values));
        hash.Append(MemoryMarshal.AsBytes(model.Side.GramMatrix));
        hash.Append(MemoryMarshal.AsBytes<double>(model.Losses.ToArray()));
        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    [Fact]
    public void Fit_Deterministic_NearlyTheModelOfFullSpeed()
    {
        TestSample sample = TestSample.Create(12, weighted: true);
        AlsOptions options = new() { Factors = 21, Iterations = 3 };
        AlsModel fast = new AlsTrainer(options).Train(sample.Data);
        AlsModel strict = new AlsTrainer(options with { Deterministic = true }).Train(sample.Data);
        for (int i = 0; i < fast.Losses.Count; i++)
        {
            Assert.Equal(fast.Losses[i], strict.Losses[i], 1e-5 * fast.Losses[i]);
        }

        int user = sample.UsersWithLikes()[1];
        float[] vector = new float[21];
        Assert.True(strict.TryFoldIn(sample.Liked.GetUserItems(user), sample.Liked.GetUserWeights(user), vector));
        Assert.Equal(strict.GetUserVector(user).ToArray(), vector);
    }
}
