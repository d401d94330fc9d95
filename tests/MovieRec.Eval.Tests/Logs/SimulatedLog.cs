namespace MovieRec.Eval.Tests.FeedbackLogs;

/// <summary>
/// Logs whose truth is known. There are kinds of visits; in each kind the logged policy and the target have their own
/// probabilities of the items, and each item its own rate. A person's rates are scaled by 1 ± spread, and a person
/// mostly makes visits of one kind: rows of a person depend on one another.
/// </summary>
internal sealed class SimulatedLog
{
    private const int Kinds = 4;
    private const int Items = 12;
    private readonly double[] _logged = new double[Kinds * Items];
    private readonly double[] _cumulative = new double[Kinds * Items];
    private readonly double[] _target = new double[Kinds * Items];
    private readonly double[] _rates = new double[Kinds * Items];
    private readonly double[] _predictedTarget = new double[Kinds];
    private readonly int _rows;
    private readonly int _rowsPerUser;
    private readonly double _spread;

    /// <param name="rows">Rows at each position.</param>
    /// <param name="rowsPerUser">Mean rows of a person; 1 gives everyone one row.</param>
    /// <param name="rate">The target's true rate at position 1.</param>
    /// <param name="loggedSlope">How much the logged policy prefers low items.</param>
    /// <param name="targetSlope">How much the target prefers high items.</param>
    /// <param name="spread">How much people differ.</param>
    public SimulatedLog(int rows, int rowsPerUser, double rate, double loggedSlope, double targetSlope, double spread)
    {
        _rows = rows;
        _rowsPerUser = rowsPerUser;
        _spread = spread;
        double value = 0;
        double squares = 0;
        for (int kind = 0; kind < Kinds; kind++)
        {
            int start = kind * Items;
            double loggedSum = 0;
            double targetSum = 0;
            for (int i = 0; i < Items; i++)
            {
                _logged[start + i] = Math.Exp(-loggedSlope * ((i + (3 * kind)) % Items) / Items);
                _target[start + i] = Math.Exp(targetSlope * ((i + (5 * kind)) % Items) / Items);
                _rates[start + i] = 0.3 + ((i * 7 + kind) % Items / (double)Items);
                loggedSum += _logged[start + i];
                targetSum += _target[start + i];
            }

            double cumulative = 0;
            for (int i = 0; i < Items; i++)
            {
                _logged[start + i] /= loggedSum;
                _target[start + i] /= targetSum;
                _cumulative[start + i] = cumulative += _logged[start + i];
                value += _target[start + i] * _rates[start + i] / Kinds;
                squares += _target[start + i] * _target[start + i] / _logged[start + i] / Kinds;
            }
        }

        EffectiveShare = 1 / squares;
        Truth = rate;
        for (int i = 0; i < _rates.Length; i++)
        {
            _rates[i] *= rate / value;
            _predictedTarget[i / Items] += _target[i] * Predicted(i);
        }
    }

    /// <summary>The target's expected reward at position 1; position k has 1/k of it.</summary>
    public double Truth { get; }

    /// <summary>Effective sample size over n, in the limit of many rows.</summary>
    public double EffectiveShare { get; }

    public ItemPositionSample[] Draw(int seed, int positions = 1)
    {
        Draws draws = new(seed, 0);
        ItemPositionSample[] samples = new ItemPositionSample[_rows * positions];
        int user = -1;
        int left = 0;
        double scale = 1;
        int favourite = 0;
        for (int row = 0; row < _rows; row++)
        {
            if (left-- == 0)
            {
                user++;
                left = draws.Below((2 * _rowsPerUser) - 1);
                scale = draws.Uniform() < 0.5 ? 1 - _spread : 1 + _spread;
                favourite = draws.Below(Kinds);
            }

            int kind = draws.Uniform() < 0.7 ? favourite : draws.Below(Kinds);
            for (int position = 1; position <= positions; position++)
            {
                int cell = (kind * Items) + draws.Pick(_cumulative.AsSpan(kind * Items, Items));
                samples[((position - 1) * _rows) + row] = new ItemPositionSample
                {
                    User = user,
                    Position = position,
                    LoggedProbability = _logged[cell],
                    TargetProbability = _target[cell],
                    Reward = draws.Uniform() < scale * _rates[cell] / position ? 1 : 0,
                    PredictedReward = Predicted(cell),
                    PredictedTargetReward = _predictedTarget[kind],
                };
            }
        }

        return samples;
    }

    /// <summary>A reward model that is half right: it knows the items but neither the kinds nor the positions.</summary>
    private double Predicted(int cell) => Math.Min(1, Truth * (0.5 + (cell % Items * 7 % Items / (double)Items)));
}
