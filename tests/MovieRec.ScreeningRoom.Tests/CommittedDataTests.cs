using MovieRec.Data;

namespace MovieRec.ScreeningRoom.Tests;

/// <summary>The committed Parquet files are exactly what the generator makes of the source.</summary>
public sealed class CommittedDataTests(CommittedData committed) : IClassFixture<CommittedData>
{
    private readonly MovieDataSet<long, long> _data = committed.Data;

    [Fact]
    public void Create_Source_GivesTheCommittedRows()
    {
        MovieDataSet<long, long> fresh = ScreeningRoomDataSet.Create(committed.SourceFolder);

        Assert.Equal(fresh.Users.Fingerprint, _data.Users.Fingerprint);
        Assert.Equal(fresh.Items.Fingerprint, _data.Items.Fingerprint);
        Assert.Equal(fresh.Log.ComputeFingerprint(), _data.Log.ComputeFingerprint());
        for (int i = 0; i < fresh.Items.Count; i++)
        {
            Assert.Equivalent(fresh.Catalog.GetMetadata(i), _data.Catalog.GetMetadata(i), strict: true);
        }
    }

    [Fact]
    public void Create_AnotherSeed_GivesOtherRows()
    {
        MovieDataSet<long, long> other = ScreeningRoomDataSet.Create(committed.SourceFolder, new AudienceOptions { Viewers = 50, Seed = 7 });
        MovieDataSet<long, long> same = ScreeningRoomDataSet.Create(committed.SourceFolder, new AudienceOptions { Viewers = 50 });

        Assert.NotEqual(same.Log.ComputeFingerprint(), other.Log.ComputeFingerprint());
    }

    [Fact]
    public void Create_FewerViewers_LeavesTheOthersAsTheyWere()
    {
        MovieDataSet<long, long> few = ScreeningRoomDataSet.Create(committed.SourceFolder, new AudienceOptions { Viewers = 50 });

        int rows = few.Log.Count;
        Assert.Equal(50, few.Users.Count);
        Assert.True(few.Log.Items.SequenceEqual(_data.Log.Items[..rows]));
        Assert.True(few.Log.Ratings.SequenceEqual(_data.Log.Ratings[..rows]));
        Assert.True(few.Log.Timestamps.SequenceEqual(_data.Log.Timestamps[..rows]));
    }

    [Fact]
    public void Verify_CommittedFolder_SaysSimulatedAndFree()
    {
        DataSetManifest manifest = DataSetFolder.Verify(committed.Folder, TestContext.Current.CancellationToken);

        Assert.True(manifest.Simulated);
        Assert.Equal("screening-room", manifest.Name);
        Assert.Equal("MIT", manifest.Licence);
        Assert.True(manifest.Redistributable);
        Assert.True(manifest.CommercialUse);
        Assert.Contains("simulated", manifest.Attribution, StringComparison.Ordinal);
        Assert.True(_data.Info.Simulated);
    }

    [Fact]
    public void CommittedFolder_AllFiles_StayBelowThreeMegabytes() =>
        Assert.True(Directory.EnumerateFiles(committed.Folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) < 3_000_000);

    [Fact]
    public void Readme_Counts_AreThoseOfTheData()
    {
        string readme = File.ReadAllText(Path.Combine(committed.Folder, "README.md"));
        string[] figures =
        [
            FormattableString.Invariant($"{_data.Items.Count:N0} films"),
            FormattableString.Invariant($"{_data.Users.Count:N0} simulated viewers"),
            FormattableString.Invariant($"{_data.Log.Count:N0} simulated ratings"),
        ];
        Assert.All(figures, f => Assert.Contains(f, readme, StringComparison.Ordinal));
        Assert.All(Tastes.All, t => Assert.Contains(t.Name, readme, StringComparison.Ordinal));
    }
}
