using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>A square of complex numbers and the passes of its Fourier transform: four columns or four rows at a time go through a line that stays in the cache.</summary>
internal sealed unsafe class ComplexPlane : IDisposable
{
    private const int Lanes = 4;
    private readonly int side;
    private readonly double* real;
    private readonly double* imaginary;

    public ComplexPlane(int side)
    {
        this.side = side;
        nuint bytes = (nuint)(side * side * sizeof(double));
        real = (double*)NativeMemory.AlignedAlloc(2 * bytes, 64);
        imaginary = real + (side * side);
        Clear();
    }

    ~ComplexPlane() => NativeMemory.AlignedFree(real);

    public Span<double> RealRow(int row) => new(real + (row * side), side);

    public Span<double> ImaginaryRow(int row) => new(imaginary + (row * side), side);

    public void Clear() => NativeMemory.Clear(real, (nuint)(2L * side * side * sizeof(double)));

    public void Dispose()
    {
        NativeMemory.AlignedFree(real);
        GC.SuppressFinalize(this);
    }

    /// <summary>The spectrum of the numbers, of which all rows from <paramref name="rows"/> on are 0.</summary>
    public void Transform(FourierTransform transform, int rows, Line line)
    {
        for (int row = 0; row < rows; row += Lanes)
        {
            LoadRows(row, line);
            transform.Forward(line.Real, line.Imaginary);
            StoreRows(row, line);
        }

        for (int column = 0; column < side; column += Lanes)
        {
            for (int row = 0; row < side; row++)
                (line.Real[row], line.Imaginary[row]) = (Vector256.Load(real + (row * side) + column), Vector256.Load(imaginary + (row * side) + column));
            transform.Forward(line.Real, line.Imaginary);
            StoreColumns(column, line);
        }
    }

    /// <summary>The columns of what two spectra's product is the spectrum of; the rows are still to be transformed back.</summary>
    public void TransformColumnsBack(FourierTransform transform, ComplexPlane left, ComplexPlane right, Line line)
    {
        for (int column = 0; column < side; column += Lanes)
        {
            for (int row = 0; row < side; row++)
            {
                int at = (row * side) + column;
                var (a, b) = (Vector256.Load(left.real + at), Vector256.Load(left.imaginary + at));
                var (c, d) = (Vector256.Load(right.real + at), Vector256.Load(right.imaginary + at));
                (line.Real[row], line.Imaginary[row]) = ((a * c) - (b * d), (a * d) + (b * c));
            }

            transform.Backward(line.Real, line.Imaginary);
            StoreColumns(column, line);
        }
    }

    /// <summary>Four rows transformed back: number i of the line holds column i of each.</summary>
    public void TransformRowsBack(FourierTransform transform, int row, Line line)
    {
        LoadRows(row, line);
        transform.Backward(line.Real, line.Imaginary);
    }

    private void LoadRows(int row, Line line)
    {
        for (int column = 0; column < side; column += Lanes)
        {
            Turn(real + (row * side) + column, side, (double*)(line.Real + column), Lanes);
            Turn(imaginary + (row * side) + column, side, (double*)(line.Imaginary + column), Lanes);
        }
    }

    private void StoreRows(int row, Line line)
    {
        for (int column = 0; column < side; column += Lanes)
        {
            Turn((double*)(line.Real + column), Lanes, real + (row * side) + column, side);
            Turn((double*)(line.Imaginary + column), Lanes, imaginary + (row * side) + column, side);
        }
    }

    private void StoreColumns(int column, Line line)
    {
        for (int row = 0; row < side; row++)
        {
            line.Real[row].Store(real + (row * side) + column);
            line.Imaginary[row].Store(imaginary + (row * side) + column);
        }
    }

    /// <summary>Four by four numbers, rows as columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(double* from, int fromStride, double* to, int toStride)
    {
        var (a, b) = (Vector256.Load(from), Vector256.Load(from + fromStride));
        var (c, d) = (Vector256.Load(from + (2 * fromStride)), Vector256.Load(from + (3 * fromStride)));
        var evenPairs = (Low: Pair(a.GetLower(), b.GetLower(), 0), High: Pair(c.GetLower(), d.GetLower(), 0));
        var oddPairs = (Low: Pair(a.GetLower(), b.GetLower(), 1), High: Pair(c.GetLower(), d.GetLower(), 1));
        Vector256.Create(evenPairs.Low, evenPairs.High).Store(to);
        Vector256.Create(oddPairs.Low, oddPairs.High).Store(to + toStride);
        Vector256.Create(Pair(a.GetUpper(), b.GetUpper(), 0), Pair(c.GetUpper(), d.GetUpper(), 0)).Store(to + (2 * toStride));
        Vector256.Create(Pair(a.GetUpper(), b.GetUpper(), 1), Pair(c.GetUpper(), d.GetUpper(), 1)).Store(to + (3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Pair(Vector128<double> left, Vector128<double> right, int which) =>
        which == 0 ? Vector128.Create(left.GetLower(), right.GetLower()) : Vector128.Create(left.GetUpper(), right.GetUpper());

    /// <summary>Four rows or columns on their way through a transform.</summary>
    internal sealed class Line(int length) : IDisposable
    {
        private readonly void* memory = NativeMemory.AlignedAlloc((nuint)(2 * length * sizeof(Vector256<double>)), 64);

        ~Line() => NativeMemory.AlignedFree(memory);

        public Vector256<double>* Real => (Vector256<double>*)memory;

        public Vector256<double>* Imaginary => (Vector256<double>*)memory + length;

        public void Dispose()
        {
            NativeMemory.AlignedFree(memory);
            GC.SuppressFinalize(this);
        }
    }
}
