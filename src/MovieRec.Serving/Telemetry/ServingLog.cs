using Microsoft.Extensions.Logging;

namespace MovieRec.Serving;

/// <summary>Log messages of serving. Event ids are stable; no message names a person, a pseudonym or an item.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(EventId = 2001, EventName = "GenerationPublished", Level = LogLevel.Information, Message = "Model {ModelVersion} answers now; before it was {PreviousVersion}.")]
    public static partial void GenerationPublished(ILogger logger, string modelVersion, string previousVersion);

    [LoggerMessage(EventId = 2002, EventName = "ServingDegraded", Level = LogLevel.Warning, Message = "Serving is degraded: {Reason}.")]
    public static partial void Degraded(ILogger logger, string reason);

    [LoggerMessage(EventId = 2003, EventName = "NightPublished", Level = LogLevel.Information, Message = "Night {Night}: model {ModelVersion} was trained and published.")]
    public static partial void NightPublished(ILogger logger, DateOnly night, string modelVersion);

    [LoggerMessage(EventId = 2004, EventName = "NightAlert", Level = LogLevel.Error, Message = "Night {Night} brought no model ({Outcome}): {Detail}. The old model answers on.")]
    public static partial void NightAlert(ILogger logger, DateOnly night, NightOutcome outcome, string detail);

    [LoggerMessage(EventId = 2005, EventName = "TrainingFailed", Level = LogLevel.Error, Message = "Training failed.")]
    public static partial void TrainingFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2006, EventName = "JournalFailed", Level = LogLevel.Error, Message = "The journal of nights could not be written; the night is tried again.")]
    public static partial void JournalFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2007, EventName = "ForgettingCompleted", Level = LogLevel.Information, Message = "Forgetting completed for {People} people: {Models} models, {Events} exported events and {Backups} backups were cleaned.")]
    public static partial void ForgettingCompleted(ILogger logger, int people, int models, long events, int backups);
}
