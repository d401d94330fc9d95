using Microsoft.Extensions.Logging;

namespace MovieRec;

/// <summary>Log messages about models. Event ids are stable; no message names a user or an item.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(
        EventId = 1001,
        EventName = "ModelLoaded",
        Level = LogLevel.Information,
        Message = "Loaded model {ModelVersion} from {ModelPath}: {UserCount} users, {ItemCount} items, {ElapsedMilliseconds:F0} ms.")]
    public static partial void ModelLoaded(
        ILogger logger, string modelVersion, string modelPath, int userCount, int itemCount, double elapsedMilliseconds);

    [LoggerMessage(
        EventId = 1002,
        EventName = "ModelWithoutHistory",
        Level = LogLevel.Warning,
        Message = "Model {ModelVersion} was saved without history: items that users have seen are not excluded, and recommendations by user id carry no reasons.")]
    public static partial void ModelWithoutHistory(ILogger logger, string modelVersion);

    [LoggerMessage(
        EventId = 1003,
        EventName = "ModelCreated",
        Level = LogLevel.Information,
        Message = "Created model {ModelVersion}: {UserCount} users, {ItemCount} items.")]
    public static partial void ModelCreated(ILogger logger, string modelVersion, int userCount, int itemCount);
}
