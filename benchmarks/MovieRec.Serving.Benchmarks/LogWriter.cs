namespace MovieRec.Serving.Benchmarks;

/// <summary>
/// <c>writer DATABASE full|normal|early</c>: 16 writers append events as fast as they are acknowledged and print each acknowledged id as 16
/// bytes. Runs until it is killed. <c>normal</c> does not flush commits, <c>early</c> prints before the commit: the two controls.
/// </summary>
internal static class LogWriter
{
    private const int Writers = 16;

    public static int Run(string[] args)
    {
        string mode = args[1];
        FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = args[0], UnsafeSynchronousNormal = mode == "normal" });
        using Stream output = Console.OpenStandardOutput();
        Lock printing = new();
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (int i = 0; ; i++)
            {
                FeedbackRecord<int> record = Events.Next(w, i);
                Task<FeedbackReceipt> storing = log.AppendAsync(record);
                if (mode != "early" && !(await storing).IsStored)
                {
                    continue;
                }

                byte[] id = record.Id.ToByteArray(bigEndian: true);
                lock (printing)
                {
                    output.Write(id);
                    output.Flush();
                }

                if (mode == "early")
                {
                    await storing;
                }
            }
        }))];
        Task.WaitAll(writers);
        return 0;
    }
}
