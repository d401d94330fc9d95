namespace MovieRec.Serving.Tests.Retraining;

public sealed class NightlyScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void DueAt_TimeThatTheSpringSkips_RunsWhenTheClocksHaveMovedOn()
    {
        NightlySchedule schedule = new() { At = new TimeOnly(2, 30), Zone = Berlin };

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), schedule.DueAt(new DateOnly(2026, 3, 29)).ToUniversalTime());
    }

    [Fact]
    public void DueAt_TimeThatTheAutumnRepeats_RunsAtTheFirstOne()
    {
        NightlySchedule schedule = new() { At = new TimeOnly(2, 30), Zone = Berlin };

        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), schedule.DueAt(new DateOnly(2026, 10, 25)).ToUniversalTime());
    }

    [Fact]
    public void DueAt_EveryNightOfTwoYears_AscendsByAboutADay()
    {
        NightlySchedule schedule = new() { At = new TimeOnly(2, 30), Zone = Berlin };
        DateOnly night = new(2026, 1, 1);
        for (int i = 0; i < 730; i++, night = night.AddDays(1))
        {
            double hours = (schedule.DueAt(night.AddDays(1)) - schedule.DueAt(night)).TotalHours;
            Assert.InRange(hours, 22.5, 25);
            Assert.Equal(night, schedule.LatestDue(schedule.DueAt(night)));
            Assert.Equal(night, schedule.LatestDue(schedule.DueAt(night.AddDays(1)).AddTicks(-1)));
        }
    }
}
