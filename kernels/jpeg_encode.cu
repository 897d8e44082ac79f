// Pixels to the coded data of a baseline JPEG, with libjpeg's integers: the bytes are those of the processor's encoder.
#include "dialect.cuh"

namespace
{
// What a thread block transforms: 24 blocks of 8 x 8 samples, eight threads each.
constexpr int BlocksOfGroup = 24;
constexpr int GroupThreads = 8 * BlocksOfGroup;
constexpr int UnitBlocks = 6;
constexpr int UnitsOfGroup = BlocksOfGroup / UnitBlocks;
// A row of eight samples takes nine words, so that neither rows nor columns meet in a bank.
constexpr int RowWords = 9;
constexpr int BlockWords = 8 * RowWords;
constexpr int CodeThreads = 256;
// The mean of a block that is there only to fill the last unit: its coefficients are none, and its mean is its predecessor's.
constexpr short Filler = -32768;
constexpr int AlternatingCodes = 16;
constexpr int TableWords = 16 + 256;

// The forward DCT of T.81 as libjpeg's jfdctint computes it: 13-bit constants; the first pass leaves two bits more, the second takes them off.
template <int Step, int KeepBits, int DropBits>
__device__ inline void transform(int* samples)
{
    constexpr int Shift = 13 - KeepBits + DropBits, Half = 1 << (Shift - 1);
    int s0 = samples[0], s1 = samples[Step], s2 = samples[2 * Step], s3 = samples[3 * Step];
    int s4 = samples[4 * Step], s5 = samples[5 * Step], s6 = samples[6 * Step], s7 = samples[7 * Step];
    int t0 = s0 + s7, t7 = s0 - s7, t1 = s1 + s6, t6 = s1 - s6, t2 = s2 + s5, t5 = s2 - s5, t3 = s3 + s4, t4 = s3 - s4;
    int t10 = t0 + t3, t13 = t0 - t3, t11 = t1 + t2, t12 = t1 - t2;
    constexpr int Plain = DropBits > 0 ? 1 << (DropBits - 1) : 0;
    samples[0] = KeepBits > 0 ? (t10 + t11) * (1 << KeepBits) : (t10 + t11 + Plain) >> DropBits;
    samples[4 * Step] = KeepBits > 0 ? (t10 - t11) * (1 << KeepBits) : (t10 - t11 + Plain) >> DropBits;
    int z1 = (t12 + t13) * 4433;
    samples[2 * Step] = (z1 + t13 * 6270 + Half) >> Shift;
    samples[6 * Step] = (z1 - t12 * 15137 + Half) >> Shift;
    int z5 = (t4 + t6 + t5 + t7) * 9633;
    int z2 = (t5 + t6) * -20995, z3 = (t4 + t6) * -16069 + z5, z4 = (t5 + t7) * -3196 + z5;
    z1 = (t4 + t7) * -7373;
    samples[7 * Step] = (t4 * 2446 + z1 + z3 + Half) >> Shift;
    samples[5 * Step] = (t5 * 16819 + z2 + z4 + Half) >> Shift;
    samples[3 * Step] = (t6 * 25172 + z2 + z3 + Half) >> Shift;
    samples[Step] = (t7 * 12299 + z1 + z4 + Half) >> Shift;
}

// Samples of this thread's block to quantized coefficients in zigzag order. A table's entry for each coefficient holds the divisor, eight
// times the quantization table's, and above its 16 bits the place in the order.
__device__ inline void transform_and_quantize(int* samples, short* coefficients, const unsigned* table, bool filler)
{
    int line = threadIdx.x & 7;
    transform<1, 2, 0>(samples + line * RowWords);
    __syncthreads();
    transform<RowWords, 0, 2>(samples + line);
    for (int row = 0; row < 8; row++)
    {
        unsigned entry = load_readonly(table + 8 * row + line);
        int divisor = entry & 0xffffu, value = samples[row * RowWords + line];
        int level = (abs(value) + (divisor >> 1)) / divisor;
        coefficients[entry >> 16] = filler ? (row + line == 0 ? Filler : 0) : static_cast<short>(value < 0 ? -level : level);
    }

    __syncthreads();
}

__device__ inline void store(const short* coefficients, short* target, int blocks)
{
    const unsigned* from = reinterpret_cast<const unsigned*>(coefficients);
    unsigned* to = reinterpret_cast<unsigned*>(target);
    for (int i = threadIdx.x; i < 32 * blocks; i += GroupThreads)
        to[i] = from[i];
}

__device__ inline int category(int value)
{
    return 32 - __clz(abs(value));
}

// One of the two signed numbers in a word. Not a cast to short: of that, clang 14 makes a number without its sign where abs() follows.
__device__ inline int half_of(unsigned word, int upper)
{
    return static_cast<int>(upper ? word : word << 16) >> 16;
}

// A block's mean less that of the block of its component that is coded before it.
__device__ inline int mean_difference(const short* coefficients, int block, int blocks_of_unit)
{
    int mean = coefficients[64LL * block], before = block, place = block % blocks_of_unit;
    if (mean == Filler)
        return 0;
    if (blocks_of_unit == 1 || place >= 4)
    {
        before -= blocks_of_unit;
    }
    else
    {
        do
        {
            before -= place == 0 ? 3 : 1;
            place = place == 0 ? 3 : place - 1;
        } while (before >= 0 && coefficients[64LL * before] == Filler);
    }

    return mean - (before < 0 ? 0 : coefficients[64LL * before]);
}

// Goes through a block's codes in their order; what takes (bits, count) is told of each.
template <typename Taker>
__device__ inline void code_block(const short* coefficients, int block, int blocks_of_unit, const unsigned* tables, Taker& take)
{
    const unsigned* table = tables + (block % blocks_of_unit >= 4 ? TableWords : 0);
    int difference = mean_difference(coefficients, block, blocks_of_unit);
    int size = category(difference);
    unsigned code = table[size];
    take(((code & 0xffffu) << size) | static_cast<unsigned>(difference < 0 ? difference + (1 << size) - 1 : difference), (code >> 16) + size);
    const uint4* quads = reinterpret_cast<const uint4*>(coefficients + 64LL * block);
    int run = 0;
    for (int quad = 0; quad < 8; quad++)
    {
        uint4 eight = load_readonly(quads + quad);
        // Mostly zeros: the first word of the block holds the mean, which is coded already.
        if (((quad == 0 ? eight.x >> 16 : eight.x) | eight.y | eight.z | eight.w) == 0)
        {
            run += quad == 0 ? 7 : 8;
            continue;
        }

#pragma unroll
        for (int i = 0; i < 8; i++)
        {
            if (quad == 0 && i == 0)
                continue;
            int value = half_of(word(eight, i >> 1), i & 1);
            if (value == 0)
            {
                run++;
                continue;
            }

            for (int sixteens = run >> 4; sixteens > 0; sixteens--)
                take(table[AlternatingCodes + 0xf0] & 0xffffu, table[AlternatingCodes + 0xf0] >> 16);
            size = category(value);
            code = table[AlternatingCodes + 16 * (run & 15) + size];
            take(((code & 0xffffu) << size) | static_cast<unsigned>(value < 0 ? value + (1 << size) - 1 : value), (code >> 16) + size);
            run = 0;
        }
    }

    if (run > 0)
        take(table[AlternatingCodes] & 0xffffu, table[AlternatingCodes] >> 16);
}

struct BitCounter
{
    unsigned bits;
    __device__ void operator()(unsigned, unsigned count) { bits += count; }
};

// Writes bits into words that are 0 before; the first and the last word may be shared with the blocks beside.
struct BitWriter
{
    unsigned* word;
    unsigned long long held;
    unsigned count;
    bool shared;

    __device__ void operator()(unsigned bits, unsigned size)
    {
        held = (held << size) | bits;
        count += size;
        if (count < 32)
            return;
        count -= 32;
        unsigned whole = __byte_perm(static_cast<unsigned>(held >> count), 0, 0x0123);
        if (shared)
            atomicOr(word, whole);
        else
            *word = whole;
        shared = false;
        word++;
    }

    __device__ void finish()
    {
        if (count > 0)
            atomicOr(word, __byte_perm(static_cast<unsigned>(held << (32 - count)), 0, 0x0123));
    }
};

__device__ inline void load_tables(const unsigned* tables, unsigned* shared)
{
    for (int i = threadIdx.x; i < 2 * TableWords; i += CodeThreads)
        shared[i] = load_readonly(tables + i);
    __syncthreads();
}

// The sum of the values of the threads before this one; total is that of all.
__device__ inline unsigned sum_before(unsigned value, unsigned* warps, unsigned& total)
{
    int lane = threadIdx.x & 31, warp = threadIdx.x >> 5;
    unsigned sum = value;
    for (int by = 1; by < 32; by *= 2)
    {
        unsigned other = __shfl_up_sync(FULL_WARP, sum, by);
        if (lane >= by)
            sum += other;
    }

    if (lane == 31)
        warps[warp] = sum;
    __syncthreads();
    unsigned before = 0;
    total = 0;
    for (int i = 0; i < CodeThreads / 32; i++)
    {
        if (i < warp)
            before += warps[i];
        total += warps[i];
    }

    __syncthreads();
    return before + sum - value;
}
}

// Rule: section 21: RGB to YCbCr in 16-bit fixed point, chroma averaged over 2 x 2 with biases 1 and 2 in turn, edges repeated (columns
// before averaging, rows after), forward DCT, quantization; coefficients in the order of coding. divisors: two tables, see
// transform_and_quantize.
// Shape: 192 threads four units of 16 x 16 pixels; grid over groups of units, rows of units; 12 KiB shared.
// Bytes: the image once, its coefficients (3 bytes a pixel) once.
extern "C" __global__ void __launch_bounds__(GroupThreads) jpeg_blocks_bgr(
    const unsigned char* source, int pitch, int width, int height, const unsigned* divisors, short* coefficients)
{
    __shared__ int samples[BlocksOfGroup * BlockWords];
    __align__(16) __shared__ short quantized[BlocksOfGroup * 64];
    __shared__ unsigned char chroma[2][16][64];
    int units = (width + 15) / 16, first = blockIdx.x * UnitsOfGroup, left = 16 * first, top = 16 * blockIdx.y;
    int chroma_rows = (height + 1) / 2;
    for (int i = threadIdx.x; i < 16 * 64; i += GroupThreads)
    {
        int x = i & 63, y = i >> 6, column = 3 * min(left + x, width - 1);
        int row = min(top + y, height - 1);
        int chroma_row = (top + y) / 2 < chroma_rows ? row : min(2 * (chroma_rows - 1) + (y & 1), height - 1);
        const unsigned char* pixel = source + static_cast<long long>(row) * pitch + column;
        int b = load_readonly(pixel), g = load_readonly(pixel + 1), r = load_readonly(pixel + 2);
        int block = UnitBlocks * (x >> 4) + 2 * (y >> 3) + ((x >> 3) & 1);
        samples[block * BlockWords + (y & 7) * RowWords + (x & 7)] = ((19595 * r + 38470 * g + 7471 * b + 32768) >> 16) - 128;
        if (chroma_row != row)
        {
            pixel = source + static_cast<long long>(chroma_row) * pitch + column;
            b = load_readonly(pixel), g = load_readonly(pixel + 1), r = load_readonly(pixel + 2);
        }

        chroma[0][y][x] = static_cast<unsigned char>((-11059 * r - 21709 * g + 32768 * b + (128 << 16) + 32767) >> 16);
        chroma[1][y][x] = static_cast<unsigned char>((32768 * r - 27439 * g - 5329 * b + (128 << 16) + 32767) >> 16);
    }

    __syncthreads();
    for (int i = threadIdx.x; i < 2 * 8 * 32; i += GroupThreads)
    {
        int plane = i >> 8, y = (i >> 5) & 7, x = i & 31;
        const unsigned char* upper = &chroma[plane][2 * y][2 * x];
        const unsigned char* lower = &chroma[plane][2 * y + 1][2 * x];
        int block = UnitBlocks * (x >> 3) + 4 + plane;
        samples[block * BlockWords + y * RowWords + (x & 7)] = ((upper[0] + upper[1] + lower[0] + lower[1] + 1 + (x & 1)) >> 2) - 128;
    }

    __syncthreads();
    int block = threadIdx.x >> 3, place = block % UnitBlocks;
    int block_x = 2 * (first + block / UnitBlocks) + (place & 1), block_y = 2 * blockIdx.y + (place >> 1);
    bool filler = place < 4 && (block_x >= (width + 7) / 8 || block_y >= (height + 7) / 8);
    transform_and_quantize(samples + block * BlockWords, quantized + 64 * block, divisors + (place < 4 ? 0 : 64), filler);
    long long unit = static_cast<long long>(blockIdx.y) * units + first;
    store(quantized, coefficients + unit * UnitBlocks * 64, UnitBlocks * min(UnitsOfGroup, units - first));
}

// Rule: as jpeg_blocks_bgr, of a grey plane; blocks row by row.
// Shape: 192 threads 24 blocks of 8 x 8 pixels; grid over groups of blocks, rows of blocks; 10 KiB shared.
// Bytes: the plane once, its coefficients (2 bytes a pixel) once.
extern "C" __global__ void __launch_bounds__(GroupThreads) jpeg_blocks_gray(
    const unsigned char* source, int pitch, int width, int height, const unsigned* divisors, short* coefficients)
{
    __shared__ int samples[BlocksOfGroup * BlockWords];
    __align__(16) __shared__ short quantized[BlocksOfGroup * 64];
    int blocks = (width + 7) / 8, first = blockIdx.x * BlocksOfGroup;
    for (int i = threadIdx.x; i < BlocksOfGroup * 64; i += GroupThreads)
    {
        int x = i % GroupThreads, y = i / GroupThreads;
        const unsigned char* row = source + static_cast<long long>(min(8 * static_cast<int>(blockIdx.y) + y, height - 1)) * pitch;
        samples[(x >> 3) * BlockWords + y * RowWords + (x & 7)] = load_readonly(row + min(8 * first + x, width - 1)) - 128;
    }

    __syncthreads();
    int block = threadIdx.x >> 3;
    transform_and_quantize(samples + block * BlockWords, quantized + 64 * block, divisors, false);
    store(quantized, coefficients + (static_cast<long long>(blockIdx.y) * blocks + first) * 64, min(BlocksOfGroup, blocks - first));
}

// Rule: how many bits each block's codes take (T.81, annex F.1.2), as the sum over the blocks before it in its thread block, and the sum of each
// thread block. tables: for luma, then chroma, 16 codes of means and 256 of runs and sizes, each with its length above its 16 bits.
// Shape: 256 threads a block each; grid over blocks; 3 KiB shared.
// Bytes: the coefficients once, 4 bytes a block.
extern "C" __global__ void __launch_bounds__(CodeThreads) jpeg_count_bits(
    const short* coefficients, int blocks, int blocks_of_unit, const unsigned* tables, unsigned* offsets, unsigned* totals)
{
    __shared__ unsigned codes[2 * TableWords];
    __shared__ unsigned warps[CodeThreads / 32];
    load_tables(tables, codes);
    int block = blockIdx.x * CodeThreads + threadIdx.x;
    BitCounter counter = {0};
    if (block < blocks)
        code_block(coefficients, block, blocks_of_unit, codes, counter);
    unsigned total;
    unsigned before = sum_before(counter.bits, warps, total);
    if (block < blocks)
        offsets[block] = before;
    if (threadIdx.x == 0)
        totals[blockIdx.x] = total;
}

// Rule: the sums of the totals before each, and of all behind the last.
// Shape: 256 threads; one block.
// Bytes: 12 bytes a total.
extern "C" __global__ void __launch_bounds__(CodeThreads) jpeg_sum_totals(const unsigned* totals, int count, unsigned long long* starts)
{
    __shared__ unsigned warps[CodeThreads / 32];
    unsigned long long start = 0;
    for (int base = 0; base < count; base += CodeThreads)
    {
        int i = base + threadIdx.x;
        unsigned total, before = sum_before(i < count ? totals[i] : 0, warps, total);
        if (i < count)
            starts[i] = start + before;
        start += total;
    }

    if (threadIdx.x == 0)
        starts[count] = start;
}

// Rule: each block's codes where they belong, first bit uppermost; the words are 0 before.
// Shape: 256 threads a block each; grid over blocks; 2 KiB shared.
// Bytes: the coefficients once, the coded data once.
extern "C" __global__ void __launch_bounds__(CodeThreads) jpeg_write_bits(
    const short* coefficients, int blocks, int blocks_of_unit, const unsigned* tables, const unsigned* offsets,
    const unsigned long long* starts, unsigned* words)
{
    __shared__ unsigned codes[2 * TableWords];
    load_tables(tables, codes);
    int block = blockIdx.x * CodeThreads + threadIdx.x;
    if (block >= blocks)
        return;
    unsigned long long position = starts[blockIdx.x] + offsets[block];
    unsigned within = static_cast<unsigned>(position & 31);
    BitWriter writer = {words + (position >> 5), 0, within, within > 0};
    code_block(coefficients, block, blocks_of_unit, codes, writer);
    writer.finish();
}
