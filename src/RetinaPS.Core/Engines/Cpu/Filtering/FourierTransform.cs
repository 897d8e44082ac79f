using System.Runtime.Intrinsics;

namespace RetinaPS.Engines.Cpu.Filtering;

/// <summary>
/// Four Fourier transforms side by side, in double precision and in place: radix 4, and radix 2 once where the length asks for it. Forwards the
/// spectrum comes out in digit-reversed order, backwards it goes in so: where spectra are only multiplied, nothing needs to be put in order.
/// Backwards it does not divide by the length. OpenCV's own transform in double precision has no vector code and takes ten times as long.
/// </summary>
internal sealed unsafe class FourierTransform
{
    private readonly int length;
    private readonly double[] cosines;
    private readonly double[] sines;

    public FourierTransform(int length)
    {
        this.length = length;
        cosines = [.. Enumerable.Range(0, length).Select(i => Math.Cos(2 * Math.PI * i / length))];
        sines = [.. Enumerable.Range(0, length).Select(i => -Math.Sin(2 * Math.PI * i / length))];
    }

    public void Forward(Vector256<double>* real, Vector256<double>* imaginary)
    {
        int size = length;
        for (; size >= 4; size /= 4)
        {
            int quarter = size / 4;
            for (int j = 0; j < quarter; j++)
            {
                var (c1, s1) = Factor(j * (length / size));
                var (c2, s2) = Factor(2 * j * (length / size));
                var (c3, s3) = Factor(3 * j * (length / size));
                for (int i = j; i < length; i += size)
                {
                    Vector256<double>* r = real + i, m = imaginary + i;
                    var (sumR, differenceR) = (r[0] + r[2 * quarter], r[0] - r[2 * quarter]);
                    var (sumM, differenceM) = (m[0] + m[2 * quarter], m[0] - m[2 * quarter]);
                    var (oddR, turnedM) = (r[quarter] + r[3 * quarter], r[3 * quarter] - r[quarter]);
                    var (oddM, turnedR) = (m[quarter] + m[3 * quarter], m[quarter] - m[3 * quarter]);
                    (r[0], m[0]) = (sumR + oddR, sumM + oddM);
                    Multiply(differenceR + turnedR, differenceM + turnedM, c1, s1, r + quarter, m + quarter);
                    Multiply(sumR - oddR, sumM - oddM, c2, s2, r + (2 * quarter), m + (2 * quarter));
                    Multiply(differenceR - turnedR, differenceM - turnedM, c3, s3, r + (3 * quarter), m + (3 * quarter));
                }
            }
        }

        if (size == 2)
            Halves(real, imaginary);
    }

    public void Backward(Vector256<double>* real, Vector256<double>* imaginary)
    {
        int size = 4;
        if (!IsPowerOf4)
        {
            Halves(real, imaginary);
            size = 8;
        }

        for (; size <= length; size *= 4)
        {
            int quarter = size / 4;
            for (int j = 0; j < quarter; j++)
            {
                var (c1, s1) = Factor(j * (length / size));
                var (c2, s2) = Factor(2 * j * (length / size));
                var (c3, s3) = Factor(3 * j * (length / size));
                for (int i = j; i < length; i += size)
                {
                    Vector256<double>* r = real + i, m = imaginary + i;
                    Vector256<double> r1, m1, r2, m2, r3, m3;
                    Multiply(r[quarter], m[quarter], c1, -s1, &r1, &m1);
                    Multiply(r[2 * quarter], m[2 * quarter], c2, -s2, &r2, &m2);
                    Multiply(r[3 * quarter], m[3 * quarter], c3, -s3, &r3, &m3);
                    var (evenR, evenM) = (r[0] + r2, m[0] + m2);
                    var (halfR, halfM) = (r[0] - r2, m[0] - m2);
                    var (sumR, sumM) = (r1 + r3, m1 + m3);
                    var (turnedR, turnedM) = (m3 - m1, r1 - r3);
                    (r[0], m[0]) = (evenR + sumR, evenM + sumM);
                    (r[2 * quarter], m[2 * quarter]) = (evenR - sumR, evenM - sumM);
                    (r[quarter], m[quarter]) = (halfR + turnedR, halfM + turnedM);
                    (r[3 * quarter], m[3 * quarter]) = (halfR - turnedR, halfM - turnedM);
                }
            }
        }
    }

    private bool IsPowerOf4 => (System.Numerics.BitOperations.Log2((uint)length) & 1) == 0;

    private static void Multiply(
        Vector256<double> real, Vector256<double> imaginary, Vector256<double> cosine, Vector256<double> sine, Vector256<double>* toReal, Vector256<double>* toImaginary)
    {
        *toReal = (real * cosine) - (imaginary * sine);
        *toImaginary = (real * sine) + (imaginary * cosine);
    }

    private (Vector256<double> Cosine, Vector256<double> Sine) Factor(int i) => (Vector256.Create(cosines[i]), Vector256.Create(sines[i]));

    private void Halves(Vector256<double>* real, Vector256<double>* imaginary)
    {
        for (int i = 0; i < length; i += 2)
        {
            (real[i], real[i + 1]) = (real[i] + real[i + 1], real[i] - real[i + 1]);
            (imaginary[i], imaginary[i + 1]) = (imaginary[i] + imaginary[i + 1], imaginary[i] - imaginary[i + 1]);
        }
    }
}
