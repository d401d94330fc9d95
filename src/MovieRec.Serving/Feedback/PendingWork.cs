namespace MovieRec.Serving;

/// <summary>Something the writer shall do: store events, or run a statement between commits.</summary>
internal sealed class PendingWork<TItemId>
    where TItemId : notnull
{
    public PendingWork(IReadOnlyList<FeedbackRecord<TItemId>> records)
    {
        Records = records;
    }

    public PendingWork(Action command)
    {
        Records = [];
        Command = command;
    }

    public IReadOnlyList<FeedbackRecord<TItemId>> Records { get; }

    public Action? Command { get; }

    public int Added { get; set; }

    /// <summary>Continuations run elsewhere: the writer never runs a caller's code.</summary>
    public TaskCompletionSource<FeedbackReceipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
