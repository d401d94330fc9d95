using MovieRec.Numerics;

namespace MovieRec.Ann.Tests.Kernels;

public sealed unsafe class GatherKernelTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(112)]
    [InlineData(256)]
    public void Run_AnyWidthAndCount_AgreesWithScalarTwinAndDotRows(int stride)
    {
        float[] rows = new float[40 * stride], query = new float[stride];
        SeededRandom.Normal(1, 0, rows);
        SeededRandom.Normal(2, 0, query);
        int[] indices = [.. Enumerable.Range(0, 23).Select(static i => i * 7 % 40)];
        float* scalar = stackalloc float[32], wide = stackalloc float[32];
        fixed (float* r = rows, q = query)
        fixed (int* idx = indices)
        {
            for (int count = 0; count <= indices.Length; count++)
            {

                GatherKernel<Simd1, DotTerm<Simd1>>.Run(q, r, stride, idx, count, scalar);
                foreach (Action<nint> run in Widths((nint)q, (nint)r, stride, (nint)idx, count))
                {
                    run((nint)wide);
                    AssertClose(scalar, wide, count);
                }

                GatherKernel<Simd1, DistanceTerm<Simd1>>.Run(q, r, stride, idx, count, scalar);
                GatherKernel<Simd8, DistanceTerm<Simd8>>.Run(q, r, stride, idx, count, wide);
                AssertClose(scalar, wide, count);
                GatherKernels.Dot(q, r, stride, idx, count, wide);
                for (int i = 0; i < count; i++)
                {
                    // The same bits as the block kernel: a score does not depend on how the row was reached.
                    Assert.Equal(MovieRec.Numerics.Kernels.Dot(query, rows.AsSpan(indices[i] * stride, stride)), wide[i]);
                }
            }
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(160)]
    public void ByteGather_EveryWidthAndCount_EqualsScalarExactly(int stride)
    {
        int largest = ByteGatherKernel.MaxQuery(stride);
        sbyte[] rows = [.. Enumerable.Range(0, 20 * stride).Select(static i => (sbyte)((SeededRandom.Hash(3, (ulong)i) % 255) - 127))];
        short[] query = [.. Enumerable.Range(0, stride).Select(i => (short)((long)(SeededRandom.Hash(4, (ulong)i) % (ulong)((2 * largest) + 1)) - largest))];
        int[] indices = [.. Enumerable.Range(0, 13).Select(static i => i * 7 % 20)];
        rows.AsSpan(0, stride).Fill(-128);
        query.AsSpan(0, 16).Fill((short)-largest);
        int[] expected = new int[13], actual = new int[13];
        fixed (sbyte* r = rows)
        fixed (short* q = query)
        fixed (int* idx = indices, e = expected, a = actual)
        {
            for (int count = 0; count <= indices.Length; count++)
            {
                ByteGatherKernel.DotScalar(q, r, stride, idx, count, e);
                ByteGatherKernel.Dot128(q, r, stride, idx, count, a);
                Assert.Equal(expected, actual);
                if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
                {
                    actual.AsSpan().Clear();
                    ByteGatherKernel.Dot256(q, r, stride, idx, count, a);
                    Assert.Equal(expected, actual);
                }

                if (System.Runtime.Intrinsics.X86.Avx512BW.IsSupported)
                {
                    actual.AsSpan().Clear();
                    ByteGatherKernel.Dot512(q, r, stride, idx, count, a);
                    Assert.Equal(expected, actual);
                }
            }
        }

        Assert.True(128L * largest * stride <= int.MaxValue);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(192)]
    public void ByteDot_EveryWidth_EqualsScalarExactly(int stride)
    {
        sbyte[] rows = [.. Enumerable.Range(0, 9 * stride).Select(static i => (sbyte)((SeededRandom.Hash(3, (ulong)i) % 255) - 127))];
        short[] query = [.. Enumerable.Range(0, stride).Select(static i => (short)((long)(SeededRandom.Hash(4, (ulong)i) % 255) - 127))];
        rows.AsSpan(0, stride).Fill(-127);
        query.AsSpan(0, 32).Fill(127);
        int[] expected = new int[9], actual = new int[9];
        fixed (sbyte* r = rows)
        fixed (short* q = query)
        fixed (int* e = expected, a = actual)
        {
            ByteDotKernel.DotScalar(q, r, stride, 9, e);
            ByteDotKernel.Dot128(q, r, stride, 9, a);
            Assert.Equal(expected, actual);
            ByteDotKernel.DotRows(q, r, stride, 9, a);
            Assert.Equal(expected, actual);
            if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
            {
                ByteDotKernel.Dot256(q, r, stride, 9, a);
                Assert.Equal(expected, actual);
            }
        }

        Assert.Contains(expected, static v => v != 0);
    }

    [Fact]
    public void Ranked_Keys_SortLikeScoresThenIndices()
    {
        float[] scores = [float.NegativeInfinity, -3, -1e-30f, -0f, 0f, 1e-30f, 2, 2, float.MaxValue, float.PositiveInfinity];
        for (int i = 0; i < scores.Length; i++)
        {
            Assert.Equal(scores[i], Ranked.Score(Ranked.Key(scores[i], i)));
            Assert.Equal(int.MaxValue - i, Ranked.Index(Ranked.Key(scores[i], int.MaxValue - i)));
            for (int j = 0; j < scores.Length; j++)
            {
                bool better = scores[i] > scores[j] || (scores[i] == scores[j] && i < j);
                Assert.Equal(better, Ranked.Key(scores[i], i) < Ranked.Key(scores[j], j));
            }
        }
    }

    private static Action<nint>[] Widths(nint query, nint rows, int stride, nint indices, int count)
    {
        return
        [
            scores => GatherKernel<Simd4, DotTerm<Simd4>>.Run((float*)query, (float*)rows, stride, (int*)indices, count, (float*)scores),
            scores => GatherKernel<Simd8, DotTerm<Simd8>>.Run((float*)query, (float*)rows, stride, (int*)indices, count, (float*)scores),
            scores => GatherKernel<Simd16, DotTerm<Simd16>>.Run((float*)query, (float*)rows, stride, (int*)indices, count, (float*)scores),
        ];
    }

    private static void AssertClose(float* expected, float* actual, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-4f * (1 + Math.Abs(expected[i])));
        }
    }
}
