// Canny's edges, and of each row the first and the last. Candidates are joined to components in a forest of labels: within tiles in shared
// memory, then across the tiles' borders; a component with one strong candidate is an edge. Four launches, whatever the image holds, and
// no order of threads changes the result.
#include "forest.cuh"
#include "pixels.cuh"

namespace
{
constexpr int Tile = 32;
constexpr int WarpRows = 8;

// What the map of candidates holds. Of each tile's component, its root alone remembers that a strong candidate is in it.
enum Candidate
{
    NoCandidate = 0,
    Linked = 1,
    StrongRoot = 2,
};

// Shared memory of a tile: levels with two pixels around, magnitudes with one.
struct TileLevels
{
    unsigned char level[Tile + 4][Tile + 4];
    short magnitude[Tile + 2][Tile + 2];
};

// Sobel's derivatives at a pixel of the tile; (0, 0) is the tile's first pixel.
__device__ inline int2 gradient_at(const TileLevels& tile, int x, int y)
{
    const unsigned char* above = &tile.level[y + 1][x + 2];
    const unsigned char* here = &tile.level[y + 2][x + 2];
    const unsigned char* below = &tile.level[y + 3][x + 2];
    int gx = (above[1] + 2 * here[1] + below[1]) - (above[-1] + 2 * here[-1] + below[-1]);
    int gy = (below[-1] + 2 * below[0] + below[1]) - (above[-1] + 2 * above[0] + above[1]);
    return make_int2(gx, gy);
}

__device__ inline bool is_maximum(const TileLevels& tile, int x, int y, int magnitude)
{
    int2 gradient = gradient_at(tile, x, y);
    const short* above = &tile.magnitude[y][x + 1];
    const short* here = &tile.magnitude[y + 1][x + 1];
    const short* below = &tile.magnitude[y + 2][x + 1];
    int across = abs(gradient.x), down = abs(gradient.y) << 15;
    int threshold = 13573 * across;
    if (down < threshold)
        return magnitude > here[-1] && magnitude >= here[1];
    if (down > threshold + (across << 16))
        return magnitude > above[0] && magnitude >= below[0];
    int side = (gradient.x ^ gradient.y) < 0 ? -1 : 1;
    return magnitude > above[-side] && magnitude > below[side];
}

__device__ inline bool is_set(unsigned bits, int i)
{
    return i >= 0 && i < Tile && ((bits >> i) & 1u) != 0;
}
}

// Rule: section 7 up to the candidates; map and labels (width ints a row) of the components within each tile.
// Shape: 32 x 8 threads a tile of 32 x 32 pixels; grid over tiles; 8 KiB shared.
// Bytes: the grey image once, the map once, four bytes a candidate.
extern "C" __global__ void __launch_bounds__(256) canny_classify(
    const unsigned char* source, int source_pitch, int width, int height, int low, int high,
    unsigned char* map, int map_pitch, int* labels)
{
    __shared__ TileLevels tile;
    __shared__ int label[Tile * Tile];
    __shared__ unsigned candidates[Tile];
    __shared__ unsigned strong_roots[Tile];
    int left = blockIdx.x * Tile, top = blockIdx.y * Tile, lane = threadIdx.x;
    int thread = threadIdx.y * Tile + lane;
    for (int i = thread; i < (Tile + 4) * (Tile + 4); i += Tile * WarpRows)
    {
        int x = left + i % (Tile + 4) - 2, y = top + i / (Tile + 4) - 2;
        x = min(max(x, 0), width - 1);
        y = min(max(y, 0), height - 1);
        tile.level[i / (Tile + 4)][i % (Tile + 4)] = source[static_cast<long long>(y) * source_pitch + x];
    }

    if (thread < Tile)
        strong_roots[thread] = 0;
    __syncthreads();
    for (int i = thread; i < (Tile + 2) * (Tile + 2); i += Tile * WarpRows)
    {
        int x = i % (Tile + 2) - 1, y = i / (Tile + 2) - 1;
        bool inside = left + x >= 0 && left + x < width && top + y >= 0 && top + y < height;
        int2 gradient = gradient_at(tile, x, y);
        tile.magnitude[y + 1][x + 1] = static_cast<short>(inside ? abs(gradient.x) + abs(gradient.y) : 0);
    }

    __syncthreads();
    // Each row's candidates as the bits of a word; a run's first pixel is the label of the whole run.
    for (int y = threadIdx.y; y < Tile; y += WarpRows)
    {
        int magnitude = tile.magnitude[y + 1][lane + 1];
        bool candidate = left + lane < width && top + y < height && magnitude > low && is_maximum(tile, lane, y, magnitude);
        unsigned bits = __ballot_sync(FULL_WARP, candidate);
        unsigned gaps = ~bits & ((1u << lane) - 1);
        label[y * Tile + lane] = candidate ? y * Tile + (Tile - __clz(static_cast<int>(gaps))) : -1;
        if (lane == 0)
            candidates[y] = bits;
    }

    __syncthreads();
    // Runs meet the row above: once at a pixel above, which links that row's neighbours too, or else at its diagonals.
    for (int y = threadIdx.y; y < Tile; y += WarpRows)
    {
        unsigned row = candidates[y], above = y > 0 ? candidates[y - 1] : 0;
        if (!is_set(row, lane))
            continue;
        int here = y * Tile + lane, up = here - Tile;
        bool before = is_set(row, lane - 1);
        if (is_set(above, lane))
        {
            if (!(before && is_set(above, lane - 1)))
                unite(label, here, up);
            continue;
        }

        if (is_set(above, lane - 1) && !before)
            unite(label, here, up - 1);
        if (is_set(above, lane + 1))
            unite(label, here, up + 1);
    }

    __syncthreads();
    for (int y = threadIdx.y; y < Tile; y += WarpRows)
    {
        if (is_set(candidates[y], lane) && tile.magnitude[y + 1][lane + 1] > high)
        {
            int root = settled_root_of(label, y * Tile + lane);
            atomicOr(&strong_roots[root / Tile], 1u << (root % Tile));
        }
    }

    __syncthreads();
    for (int y = threadIdx.y; y < Tile; y += WarpRows)
    {
        if (left + lane >= width || top + y >= height)
            continue;
        int kind = NoCandidate;
        if (is_set(candidates[y], lane))
        {
            int root = settled_root_of(label, y * Tile + lane);
            labels[static_cast<long long>(top + y) * width + left + lane] = (top + root / Tile) * width + left + root % Tile;
            kind = is_set(strong_roots[y], lane) ? StrongRoot : Linked;
        }

        map[static_cast<long long>(top + y) * map_pitch + left + lane] = static_cast<unsigned char>(kind);
    }
}

// Rule: section 7, reachability across the borders of tiles.
// Shape: 256 threads; grid x over (tiles across - 1) * height pixels of the tiles' first columns and then (tiles down - 1) * width pixels of
// their first rows.
// Bytes: a sixteenth of the map; labels of the candidates there.
extern "C" __global__ void __launch_bounds__(256) canny_join(const unsigned char* map, int map_pitch, int width, int height, int* labels)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int columns = (width - 1) / Tile, rows = (height - 1) / Tile;
    bool vertical = i < columns * height;
    int line = vertical ? i / height : (i - columns * height) / width;
    if (!vertical && line >= rows)
        return;
    int x = vertical ? (line + 1) * Tile : (i - columns * height) % width;
    int y = vertical ? i % height : (line + 1) * Tile;
    if (map[static_cast<long long>(y) * map_pitch + x] == NoCandidate)
        return;
    for (int step = -1; step <= 1; step++)
    {
        int other_x = vertical ? x - 1 : x + step, other_y = vertical ? y + step : y - 1;
        if (other_x < 0 || other_x >= width || other_y < 0 || other_y >= height)
            continue;
        if (map[static_cast<long long>(other_y) * map_pitch + other_x] != NoCandidate)
            unite(labels, y * width + x, other_y * width + other_x);
    }
}

// Rule: section 7: what a strong candidate is joined to is an edge. Passes the mark from each tile's root to the root of all.
// Shape: 32 x 8 threads, sixteen pixels a thread; grid x over 512 pixels, y over 8 rows.
// Bytes: the map once; labels of the roots.
extern "C" __global__ void __launch_bounds__(256) canny_mark(unsigned char* map, int map_pitch, int width, int height, const int* labels)
{
    int first = 16 * (blockIdx.x * blockDim.x + threadIdx.x), y = blockIdx.y * blockDim.y + threadIdx.y;
    if (first >= width || y >= height)
        return;
    uint4 q = *reinterpret_cast<const uint4*>(map + static_cast<long long>(y) * map_pitch + first);
#pragma unroll
    for (int k = 0; k < 16; k++)
    {
        if (first + k >= width || byte_of(word(q, k / 4), k % 4) != StrongRoot)
            continue;
        int here = y * width + first + k;
        int root = settled_root_of(labels, here);
        if (root != here)
            map[static_cast<long long>(root / width) * map_pitch + root % width] = StrongRoot;
    }
}

// Rule: sections 8.1 and 8.4: the first and the last edge of each row; first = 2^31 - 1 and last = -1 where there is none.
// Shape: a warp a row, 256 threads; grid x over 8 rows.
// Bytes: the map up to the first edge from both sides.
extern "C" __global__ void __launch_bounds__(256) canny_row_extents(
    const unsigned char* map, int map_pitch, int width, int height, const int* labels, int* first, int* last)
{
    int y = blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32, lane = threadIdx.x % 32;
    if (y >= height)
        return;
    const unsigned char* row = map + static_cast<long long>(y) * map_pitch;
    int left = 0x7fffffff, right = -1;
    for (int side = 0; side < 2; side++)
    {
        // Without an edge from the left there is none from the right.
        if (side == 1 && left == 0x7fffffff)
            break;
        for (int step = 0; step < width; step += 32)
        {
            int x = side == 0 ? step + lane : width - 1 - step - lane;
            bool edge = false;
            if (x >= 0 && x < width && row[x] != NoCandidate)
            {
                int root = settled_root_of(labels, y * width + x);
                edge = map[static_cast<long long>(root / width) * map_pitch + root % width] == StrongRoot;
            }

            unsigned edges = __ballot_sync(FULL_WARP, edge);
            if (edges == 0)
                continue;
            int nearest = __ffs(static_cast<int>(edges)) - 1;
            if (side == 0)
                left = step + nearest;
            else
                right = width - 1 - step - nearest;
            break;
        }
    }

    if (lane == 0)
    {
        first[y] = left;
        last[y] = right;
    }
}
