namespace MovieRec.Serving.Benchmarks;

internal static class Events
{
    public static FeedbackRecord<int> Next(int writer, int number) => FeedbackRecord<int>.Create(new FeedbackEvent<int>
    {
        UserPseudonym = $"k1.{writer:D4}AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ItemId = number % 62_000,
        Position = 1 + (number % 10),
        Variant = "model",
        PolicyVersion = "best-first",
        CandidateSetId = "0198a1b2c3d4e5f60718293a4b5c6d7e",
        Probability = 1,
        ModelVersion = "als-1f0c22ab94de",
        Time = TimeProvider.System.GetUtcNow(),
        Kind = (FeedbackKind)(number % 4),
    });
}
