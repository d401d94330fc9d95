using Parquet;

namespace MovieRec.Serving.Tests.Homes;

public sealed class HomePageTests
{
    private static RecommenderHost<string, int> Host()
    {
        RecommenderHost<string, int> host = new();
        host.Publish(TestModels.Als());
        return host;
    }

    private static HomePageBuilder<string, int> Builder(RecommenderHost<string, int> host) =>
        new(host, new HomePageOptions { RowLength = 4, MinRowLength = 2, NewWithin = TimeSpan.FromDays(20_000) });

    [Fact]
    public void Build_EveryUser_ShowsNothingTwiceAndNothingSeen()
    {
        using RecommenderHost<string, int> host = Host();
        using GenerationLease<string, int> lease = host.Acquire();
        Recommender<string, int> recommender = lease.Generation.Recommender;
        for (int u = 0; u < recommender.Users.Count; u++)
        {
            HomePage<int> page = Builder(host).Build(lease, RecommendationRequest<string, int>.ForUser(recommender.Users[u]));
            int[] shown = [.. page.Rows.SelectMany(r => r.Items).Select(i => i.ItemId)];
            int[] seen = [.. recommender.Histories.Seen.GetUserItems(u).ToArray().Select(i => recommender.Items[i])];

            Assert.NotEmpty(shown);
            Assert.Equal(shown.Length, shown.Distinct().Count());
            Assert.Empty(shown.Intersect(seen));
        }
    }

    [Fact]
    public void Build_Stranger_GetsPopularRowsOnly()
    {
        using RecommenderHost<string, int> host = Host();

        HomePage<int> page = Builder(host).Build(RecommendationRequest<string, int>.Anonymous());

        Assert.Equal([HomeRowKind.Popular], page.Rows.Select(r => r.Kind));
    }

    [Fact]
    public void Build_NewSave_BecomesTheFirstAnchor()
    {
        using RecommenderHost<string, int> host = Host();
        RecentEvent<int>[] recent = [new(25, FeedbackKind.Save, TimeProvider.System.GetUtcNow())];

        HomePage<int> page = Builder(host).Build(RecommendationRequest<string, int>.ForUser("u03", recent));

        Assert.True(page.Rows.First(r => r.Kind == HomeRowKind.BecauseYouLiked).TryGetAnchor(out int anchor));
        Assert.Equal(25, anchor);
    }

    [Fact]
    public async Task Write_AllUsers_IsWhatTheBuilderBuilds()
    {
        using TemporaryFolder folder = new();
        using RecommenderHost<string, int> host = Host();
        HomePageBuilder<string, int> builder = Builder(host);

        int users = HomePageBatch.Write(host, builder, folder["homes.parquet"]);

        using GenerationLease<string, int> lease = host.Acquire();
        IdMap<string> map = lease.Generation.Recommender.Users;
        (string, int, long)[] expected =
        [
            .. Enumerable.Range(0, map.Count).SelectMany(u => builder.Build(lease, RecommendationRequest<string, int>.ForUser(map[u])).Rows
                .SelectMany((row, r) => row.Items.Select(item => (map[u], r + 1, (long)item.ItemId)))),
        ];
        await using FileStream file = File.OpenRead(folder["homes.parquet"]);
        await using ParquetReader reader = await ParquetReader.CreateAsync(file);
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        int rows = (int)reader.Metadata!.NumRows;
        string?[] who = new string?[rows];
        int[] row = new int[rows];
        long[] what = new long[rows];
        await group.ReadAsync(reader.Schema.DataFields[0], who.AsMemory());
        await group.ReadAsync<int>(reader.Schema.DataFields[1], row.AsMemory());
        await group.ReadAsync<long>(reader.Schema.DataFields[6], what.AsMemory());
        Assert.Equal(map.Count, users);
        Assert.Equal(expected, who.Zip(row, what).Select(t => (t.First!, t.Second, t.Third)));
        Assert.Equal(["homes.parquet"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)!));
    }
}
