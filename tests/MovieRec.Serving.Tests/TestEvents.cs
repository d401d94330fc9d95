namespace MovieRec.Serving.Tests;

internal static class TestEvents
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static byte[] Key(byte fill = 7) => [.. Enumerable.Repeat(fill, 32)];

    public static PseudonymKeyRing Ring(byte fill = 7) => PseudonymKeyRing.Create("k1", Key(fill));

    public static FeedbackEvent<int> Event(string user, int item, FeedbackKind kind = FeedbackKind.Save, int minutes = 0) => new()
    {
        UserPseudonym = user,
        ItemId = item,
        Position = 1,
        Variant = "model",
        PolicyVersion = "best-first",
        CandidateSetId = $"set-{user}-{item}",
        Probability = 1,
        ModelVersion = "als-test",
        Time = Noon.AddMinutes(minutes),
        Kind = kind,
    };

    public static FeedbackRecord<int> Record(string user, int item, FeedbackKind kind = FeedbackKind.Save, int minutes = 0) =>
        FeedbackRecord<int>.Create(Event(user, item, kind, minutes));
}
