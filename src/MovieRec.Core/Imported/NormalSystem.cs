using System.Buffers;
using System.Numerics.Tensors;

namespace MovieRec;

/// <summary>
/// One dense symmetric system in double precision, A x = b or the same under x ≥ 0, with memory from the shared pools.
/// </summary>
/// <remarks>
/// Layout: the matrix and its factor are row-major d × d; only the upper triangle is used. Cholesky A = UᵀU, right-looking,
/// so that every inner loop runs along a row. Under x ≥ 0: coordinate descent finds the positive coordinates, then the
/// system is solved exactly on them (an active-set method: Lawson and Hanson 1974, ch. 23), so that the solution is linear
/// in b as long as that set stays. The factor left behind is the one of the last exact solve.
/// </remarks>
internal readonly ref struct NormalSystem
{
    private const double PivotTolerance = 1e-14;
    private const double GradientTolerance = 1e-10;
    private const int SweepsPerRound = 200;
    private const int MaxRounds = 200;
    private readonly double[] _values;
    private readonly int[] _active;
    private readonly Span<double> _factor;
    private readonly Span<double> _gradient;
    private readonly Span<double> _trial;

    private NormalSystem(int size)
    {
        Size = size;
        _values = ArrayPool<double>.Shared.Rent((2 * size * size) + (5 * size));
        _active = ArrayPool<int>.Shared.Rent(size + 1);
        Span<double> rest = _values;
        Matrix = Take(ref rest, size * size);
        _factor = Take(ref rest, size * size);
        Target = Take(ref rest, size);
        Solution = Take(ref rest, size);
        Row = Take(ref rest, size);
        _gradient = Take(ref rest, size);
        _trial = Take(ref rest, size);
    }

    public int Size { get; }

    /// <summary>A, upper triangle.</summary>
    public Span<double> Matrix { get; }

    /// <summary>b.</summary>
    public Span<double> Target { get; }

    /// <summary>x.</summary>
    public Span<double> Solution { get; }

    /// <summary>Scratch for one widened vector.</summary>
    public Span<double> Row { get; }

    /// <summary>Number of coordinates of the last exact solve; the last slot of the index array holds it.</summary>
    private int ActiveCount
    {
        get => _active[Size];
        set => _active[Size] = value;
    }

    public static NormalSystem Rent(int size) => new(size);

    public void Return()
    {
        ArrayPool<double>.Shared.Return(_values);
        ArrayPool<int>.Shared.Return(_active);
    }

    public double Entry(int row, int column) => row <= column ? Matrix[(row * Size) + column] : Matrix[(column * Size) + row];

    /// <summary>A += weight · row·rowᵀ.</summary>
    public void AddOuter(ReadOnlySpan<double> row, double weight)
    {
        for (int k = 0; k < Size; k++)
        {
            Span<double> line = Matrix.Slice((k * Size) + k, Size - k);
            TensorPrimitives.MultiplyAdd(row[k..Size], weight * row[k], line, line);
        }
    }

    /// <summary>Solves A x = b.</summary>
    /// <returns>False when A is not positive definite.</returns>
    public bool TrySolve()
    {
        for (int i = 0; i < Size; i++)
        {
            _active[i] = i;
        }

        ActiveCount = Size;
        if (!TryFactorActive())
        {
            return false;
        }

        Target.CopyTo(Solution);
        SolveActive(Solution);
        return true;
    }

    /// <summary>Solves min ½·xᵀA x − bᵀx under x ≥ 0.</summary>
    /// <returns>False when A is not positive definite or the iteration does not end.</returns>
    public bool TrySolveNonnegative()
    {
        Solution.Clear();
        double goal = GradientTolerance * Math.Abs(TensorPrimitives.MaxMagnitude<double>(Target));
        for (int round = 0; round < MaxRounds; round++)
        {
            if (!TryDescend(goal))
            {
                return false;
            }

            if (!TryPolish())
            {
                return false;
            }

            if (IsOptimal(goal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces v by A⁻¹v on the coordinates of the last solve, 0 on the others.</summary>
    public void SolveActive(Span<double> vector)
    {
        int count = ActiveCount;
        Span<double> packed = _trial[..count];
        for (int k = 0; k < count; k++)
        {
            packed[k] = vector[_active[k]];
        }

        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<double> line = _factor.Slice((k * Size) + k, count - k);
            double value = packed[k] / line[0];
            packed[k] = value;
            Span<double> tail = packed[(k + 1)..];
            TensorPrimitives.MultiplyAdd(line[1..], -value, tail, tail);
        }

        for (int k = count - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> line = _factor.Slice((k * Size) + k, count - k);
            packed[k] = (packed[k] - TensorPrimitives.Dot<double>(line[1..], packed[(k + 1)..])) / line[0];
        }

        vector[..Size].Clear();
        for (int k = 0; k < count; k++)
        {
            vector[_active[k]] = packed[k];
        }
    }

    private static Span<double> Take(scoped ref Span<double> rest, int length)
    {
        Span<double> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private bool TryFactorActive()
    {
        int count = ActiveCount;
        for (int k = 0; k < count; k++)
        {
            for (int l = k; l < count; l++)
            {
                _factor[(k * Size) + l] = Entry(_active[k], _active[l]);
            }
        }

        for (int k = 0; k < count; k++)
        {
            Span<double> line = _factor.Slice((k * Size) + k, count - k);
            double pivot = line[0];
            if (!(pivot > PivotTolerance * Entry(_active[k], _active[k])) || !double.IsFinite(pivot))
            {
                return false;
            }

            double scale = 1 / Math.Sqrt(pivot);
            TensorPrimitives.Multiply(line, scale, line);
            for (int i = k + 1; i < count; i++)
            {
                Span<double> lower = _factor.Slice((i * Size) + i, count - i);
                TensorPrimitives.MultiplyAdd(line[(i - k)..], -line[i - k], lower, lower);
            }
        }

        return true;
    }

    /// <summary>Cyclic coordinate descent from the present solution.</summary>
    private bool TryDescend(double goal)
    {
        ComputeGradient();
        for (int sweep = 0; sweep < SweepsPerRound; sweep++)
        {
            double largest = 0;
            for (int i = 0; i < Size; i++)
            {
                double diagonal = Entry(i, i);
                if (!(diagonal > 0) || !double.IsFinite(diagonal))
                {
                    return false;
                }

                double next = Math.Max(0, Solution[i] - (_gradient[i] / diagonal));
                double change = next - Solution[i];
                if (change != 0)
                {
                    Solution[i] = next;
                    AddColumn(i, change, _gradient);
                    largest = Math.Max(largest, Math.Abs(change) * diagonal);
                }
            }

            if (largest <= goal)
            {
                break;
            }
        }

        return true;
    }

    /// <summary>Solves exactly on the positive coordinates; coordinates that would turn negative leave on the way.</summary>
    private bool TryPolish()
    {
        while (true)
        {
            int count = 0;
            for (int i = 0; i < Size; i++)
            {
                if (Solution[i] > 0)
                {
                    _active[count++] = i;
                }
            }

            ActiveCount = count;
            if (!TryFactorActive())
            {
                return false;
            }

            Target.CopyTo(Row);
            SolveActive(Row);
            double step = 1;
            int leaving = -1;
            for (int k = 0; k < count; k++)
            {
                int i = _active[k];
                if (Row[i] <= 0)
                {
                    double limit = Solution[i] / (Solution[i] - Row[i]);
                    if (leaving < 0 || limit < step)
                    {
                        step = limit;
                        leaving = i;
                    }
                }
            }

            if (leaving < 0)
            {
                Row.CopyTo(Solution);
                return true;
            }

            for (int k = 0; k < count; k++)
            {
                int i = _active[k];
                Solution[i] = Math.Max(0, Solution[i] + (step * (Row[i] - Solution[i])));
            }

            Solution[leaving] = 0;
        }
    }

    private bool IsOptimal(double goal)
    {
        ComputeGradient();
        for (int i = 0; i < Size; i++)
        {
            if (Solution[i] == 0 && _gradient[i] < -goal)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A x − b.</summary>
    private void ComputeGradient()
    {
        TensorPrimitives.Negate<double>(Target, _gradient);
        for (int i = 0; i < Size; i++)
        {
            if (Solution[i] != 0)
            {
                AddColumn(i, Solution[i], _gradient);
            }
        }
    }

    private void AddColumn(int column, double factor, Span<double> sum)
    {
        for (int row = 0; row < column; row++)
        {
            sum[row] += factor * Matrix[(row * Size) + column];
        }

        Span<double> tail = sum[column..];
        TensorPrimitives.MultiplyAdd(Matrix.Slice((column * Size) + column, Size - column), factor, tail, tail);
    }
}
