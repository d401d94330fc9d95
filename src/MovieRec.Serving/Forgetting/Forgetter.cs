namespace MovieRec.Serving;

/// <summary>Carries forgetting through every artefact: the log at once and at start-up; models, exports and backups with the next publication.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public sealed class Forgetter<TItemId>
    where TItemId : notnull
{
}
