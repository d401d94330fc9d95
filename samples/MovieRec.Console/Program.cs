using System.Runtime.InteropServices;
using MovieRec.Cli;

using CancellationTokenSource cancellation = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
return App.Run(args, Terminal.ForProcess(), cancellation.Token);

void Cancel(PosixSignalContext context)
{
    // The work ends itself at the next check of the token, so that nothing is left half-written.
    context.Cancel = true;
    cancellation.Cancel();
}
