namespace MovieRec.Tests.Catalog;

public sealed class TitleTyposTests
{
    [Theory]
    [InlineData("matrix", "matrix", 0)]
    [InlineData("matrix", "martix", 1)]
    [InlineData("matrix", "matrx", 1)]
    [InlineData("matrix", "mattrix", 1)]
    [InlineData("matrix", "natrix", 1)]
    [InlineData("psycho", "pshyco", 2)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "ab", 2)]
    public void Distance_HandCounted_Agrees(string a, string b, int distance)
    {
        Assert.Equal(distance, TitleTypos.Distance(a, b, 5));
        Assert.Equal(distance, TitleTypos.Distance(b, a, 5));
    }

    [Fact]
    public void Distance_RandomWords_AgreesWithTheRecurrenceAndTheLetterFilterIsSafe()
    {
        Random random = new(3);
        for (int round = 0; round < 20_000; round++)
        {
            string a = Word(random);
            string b = Word(random);
            int expected = Reference(a, b);
            for (int limit = 0; limit <= 3; limit++)
            {
                Assert.Equal(Math.Min(expected, limit + 1), TitleTypos.Distance(a, b, limit));
                if (expected <= limit)
                {
                    Assert.True(TitleTypos.MayBeWithin(TitleTypos.Letters(a), TitleTypos.Letters(b), limit), $"{a} {b}");
                }
            }
        }
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => (char)('a' + random.Next(4))));

    private static int Reference(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
