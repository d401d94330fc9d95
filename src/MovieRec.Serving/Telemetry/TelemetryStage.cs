using System.Diagnostics;

namespace MovieRec.Serving;

/// <summary>Measures everything inside it.</summary>
internal sealed class TelemetryStage<TUserId, TItemId>(IAnswerStage<TUserId, TItemId> inner, ServingTelemetry telemetry) : IAnswerStage<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    public int Answer(scoped in AnswerRequest<TUserId, TItemId> request, Span<ScoredItem> destination, out RecommendationRung rung)
    {
        if (!telemetry.MeasuresAnswers)
        {
            return inner.Answer(request, destination, out rung);
        }

        long start = Stopwatch.GetTimestamp();
        int count = inner.Answer(request, destination, out rung);
        telemetry.Answered(Stopwatch.GetElapsedTime(start).TotalSeconds, count, rung);
        return count;
    }
}
