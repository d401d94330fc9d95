using System.Text;
using System.Text.Json;

namespace MovieRec.Eval.Tests.Gate;

public sealed class GateConfigTests
{
    [Fact]
    public void Parse_EveryKindOfValue_IsTaken()
    {
        GateConfig config = Parse("""
            {
              // A comment is allowed.
              "purpose": "rehearsal",
              "asOf": "2026-01-02T03:04:05Z",
              "use": "non-commercial",
              "subject": { "data": "films", "options": { "als.Factors": "8" }, "testShare": 0.3 },
              "lift": { "minimum": 0.05, "halfLifeDays": [10, 20.5] },
              "latency": { "maximumP99Milliseconds": 500 },
              "waived": { "calibration": "no genres" }
            }
            """);

        Assert.Equal((GatePurpose.Rehearsal, DataUse.NonCommercial), (config.Purpose, config.Use));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), config.AsOf);
        Assert.Equal(("films", "8", 0.3, "als"), (config.Subject!.Data, config.Subject.Options["als.Factors"], config.Subject.TestShare, config.Subject.Model));
        Assert.Equal([10, 20.5], config.Lift.HalfLifeDays);
        Assert.Equal((0.05, 500, "no genres"), (config.Lift.Minimum, config.Latency.MaximumP99Milliseconds, config.Waived["calibration"]));
    }

    [Fact]
    public void Parse_EmptyObject_HasTheDocumentedDefaults()
    {
        GateConfig config = Parse("{}");

        Assert.Equal((GatePurpose.Launch, null), (config.Purpose, config.Use));
        Assert.Equal(("NDCG@10", 0, 0.95, 10_000, 30, "all-users"), (config.Lift.Metric, config.Lift.Minimum, config.Lift.Confidence, config.Lift.Resamples, config.Lift.MinimumUsers, config.Lift.Slice));
        Assert.Equal([30, 180, 730], config.Lift.HalfLifeDays);
        Assert.Equal(("NDCG@10", null, "cold-users", 30), (config.ColdStart.Metric, config.ColdStart.Minimum, config.ColdStart.Slice, config.ColdStart.MinimumUsers));
        Assert.Equal(("Coverage@10", "ILD@10", "Calibration@10"), (config.Coverage.Metric, config.Diversity.Metric, config.Calibration.Metric));
        Assert.Equal((0.99, 10, 2_000), (config.Explanations.MinimumShare, config.Explanations.Count, config.Explanations.MaximumUsers));
        Assert.Equal((4, 4_000, 400, 10, 300, null), (config.Latency.Threads, config.Latency.Requests, config.Latency.WarmUp, config.Latency.Count, config.Latency.MaximumP95Milliseconds, config.Latency.MaximumP99Milliseconds));
        Assert.Equal(24, config.Freshness.MaximumAgeHours);
    }

    [Theory]
    [InlineData("{\n \"lift\": { \"minimun\": 0.1 } }", "gate.json, line 2, at $.lift.minimun")]
    [InlineData("{ \"colour\": 1 }", "gate.json, line 1, at $.colour")]
    [InlineData("{ \"use\": \"commercial\", \"use\": \"non-commercial\" }", "gate.json, line 1, at $.use")]
    [InlineData("{ \"use\": \"both\" }", "gate.json, line 1, at $.use")]
    [InlineData("{ \"lift\": null }", "gate.json, line 1, at $.lift")]
    [InlineData("{ \"latency\": { \"threads\": \"4\" } }", "gate.json, line 1, at $.latency.threads")]
    [InlineData("{ \"latency\": { \"threads\": 0 } }", "gate.json, at $.latency.threads: expected 1 … 1024, found 0.")]
    [InlineData("{ \"explanations\": { \"minimumShare\": 1.5 } }", "gate.json, at $.explanations.minimumShare: expected 0 … 1, found 1.5.")]
    [InlineData("{ \"lift\": { \"halfLifeDays\": [] } }", "gate.json, at $.lift.halfLifeDays: expected at least one")]
    [InlineData("{ \"lift\": { \"halfLifeDays\": [0] } }", "gate.json, at $.lift.halfLifeDays: expected 0.001")]
    [InlineData("{ \"asOf\": \"2026-01-01T00:00:00Z\" }", "gate.json, at $.asOf: a launch is judged by the clock")]
    [InlineData("{ \"waived\": { \"licence\": \"later\" } }", "gate.json, at $.waived.licence: this check cannot be waived.")]
    [InlineData("{ \"waived\": { \"real-data\": \"later\" } }", "gate.json, at $.waived.real-data: this check cannot be waived.")]
    [InlineData("{ \"waived\": { \"diversity\": \" \" } }", "gate.json, at $.waived.diversity: a waiver needs a reason.")]
    [InlineData("{ \"waived\": { \"speed\": \"x\" } }", "gate.json, at $.waived.speed: there is no such check")]
    [InlineData("null", "gate.json: expected an object")]
    [InlineData("{", "gate.json, line 1")]
    public void Parse_BadConfiguration_IsRefusedWithItsPlace(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void LaunchGate_ValueOutOfRange_IsRefused()
    {
        GateConfig config = new();
        config.Lift.Confidence = double.NaN;

        Assert.Contains("$.lift.confidence", Assert.Throws<ArgumentException>(() => new LaunchGate(config)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTo_Result_HasTheDocumentedShape()
    {
        GateResult result = new(
            GatePurpose.Launch,
            [
                new GateCheck("lift", GateStatus.Fail, 0.01, 0.05, "too little"),
                new GateCheck("diversity", GateStatus.Unknown, double.NaN, 0.3, "no metric"),
                new GateCheck("coverage", GateStatus.Pass, 0.5, 0.1, "fine"),
            ],
            [new GateWaiver("calibration", "no genres")]);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            result.WriteTo(writer);
        }

        Assert.Equal(
            """{"passed":false,"purpose":"launch","checks":[{"name":"lift","status":"fail","value":0.01,"threshold":0.05,"detail":"too little"},{"name":"diversity","status":"unknown","value":null,"threshold":0.3,"detail":"no metric"},{"name":"coverage","status":"pass","value":0.5,"threshold":0.1,"detail":"fine"}],"waived":[{"name":"calibration","reason":"no genres"}]}""",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Passed_NoCheckAtAll_IsFalse() => Assert.False(new GateResult(GatePurpose.Launch, [], []).Passed);

    private static GateConfig Parse(string json) => GateConfig.Parse(Encoding.UTF8.GetBytes(json), "gate.json");
}
