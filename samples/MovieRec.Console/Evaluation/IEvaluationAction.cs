namespace MovieRec.Cli.Evaluation;

/// <summary>What a verb does once there is a split.</summary>
internal interface IEvaluationAction
{
    int Execute(EvaluationSubject subject);
}
