#!/usr/bin/env python3
"""What else a GPU machine has for the same operations, timed in the same run: torch, CuPy, NPP and OpenCV on all cores.

usage: gpu_peers.py [WIDTH HEIGHT]     prints one JSON object a line: what, peerName, peer (ms)
Device times are by CUDA events around each call, with work queued before, over several images in turn.
"""
import ctypes, glob, json, statistics, sys, time
import numpy as np

WIDTH, HEIGHT = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) == 3 else (3888, 2592)
COPIES, ROUNDS = 6, 10


def report(what, name, milliseconds):
    print(json.dumps(dict(what=what, peerName=name, peer=round(milliseconds, 4))), flush=True)


def photograph():
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    r = np.hypot(x - WIDTH / 2, y - HEIGHT / 2) / (HEIGHT / 2)
    shade = np.clip(1.1 - 0.5 * r, 0, 1) * (r < 1)
    image = shade[..., None] * np.array([60, 90, 180]) + rng.normal(0, 6, (HEIGHT, WIDTH, 3)) * (r < 1)[..., None]
    return np.clip(image, 0, 255).astype(np.uint8)


def try_part(part, *arguments):
    try:
        part(*arguments)
    except Exception as error:  # a machine need not have every library
        print(f'{part.__name__}: {type(error).__name__}: {error}', file=sys.stderr)


def with_torch(image):
    import torch
    images = [torch.from_numpy(image.copy()).cuda() for _ in range(COPIES)]
    planes = [i.permute(2, 0, 1).contiguous() for i in images]
    delay = torch.rand(1, 1, 2592, 3888, device='cuda'), torch.rand(12, 1, 15, 15, device='cuda')

    def measure(what, name, operation, inputs):
        times = []
        for k in range(COPIES * ROUNDS):
            start, stop = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
            torch.nn.functional.conv2d(*delay)
            start.record()
            operation(inputs[k % COPIES])
            stop.record()
            stop.synchronize()
            times.append(start.elapsed_time(stop))
        report(what, name, statistics.median(times[COPIES:]))

    table = torch.arange(255, -1, -1, dtype=torch.uint8, device='cuda')
    measure('level counts of three channels', 'torch bincount', lambda p: [torch.bincount(c.flatten().int(), minlength=256) for c in p], planes)
    measure('look-up tables of three channels', 'torch indexing', lambda p: table[p.int()], planes)
    measure('resize to 1024', 'torch interpolate, area',
            lambda p: torch.nn.functional.interpolate(p[None].float(), size=(round(1024 * HEIGHT / WIDTH), 1024), mode='area').to(torch.uint8), planes)
    for height, width in ((15, 30), (31, 30), (63, 30)):
        x = [p[1:2][None].float() for p in planes]
        kernels = torch.randn(12, 1, height, width, device='cuda')
        for kind in ('FP32', 'TF32', 'FP16'):
            torch.backends.cudnn.allow_tf32 = kind == 'TF32'
            torch.backends.cudnn.benchmark = True
            inputs, weights = ([i.half() for i in x], kernels.half()) if kind == 'FP16' else (x, kernels)
            measure(f'filter bank, 12 kernels of {width} x {height}, float', f'torch conv2d + max, {kind}',
                    lambda i: torch.nn.functional.conv2d(i, weights, padding='same').amax(1), inputs)


def with_npp(image):
    import torch
    folder = '/usr/local/cuda/lib64/'
    load = lambda stem: ctypes.CDLL(sorted(glob.glob(f'{folder}lib{stem}.so*'))[0])

    class Size(ctypes.Structure):
        _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int)]

    class Context(ctypes.Structure):
        _fields_ = [('stream', ctypes.c_void_p), ('device', ctypes.c_int), ('processors', ctypes.c_int), ('threads', ctypes.c_int),
                    ('block_threads', ctypes.c_int), ('shared', ctypes.c_size_t), ('major', ctypes.c_int), ('minor', ctypes.c_int),
                    ('flags', ctypes.c_uint), ('reserved', ctypes.c_int)]

    properties = torch.cuda.get_device_properties(0)
    context = Context(torch.cuda.current_stream().cuda_stream, 0, properties.multi_processor_count, 2048, 1024, 49152, properties.major, properties.minor, 0, 0)
    images = [torch.from_numpy(image.copy()).cuda() for _ in range(COPIES)]
    target = torch.empty_like(images[0])
    statistics_library, color, filtering = load('nppist'), load('nppicc'), load('nppif')
    size, step = Size(WIDTH, HEIGHT), ctypes.c_int(3 * WIDTH)
    pointer = lambda tensor: ctypes.c_void_p(tensor.data_ptr())

    def measure(what, name, operation):
        times = []
        for k in range(COPIES * ROUNDS):
            start, stop = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
            images[0].float().exp_().sum()
            start.record()
            status = operation(images[k % COPIES])
            stop.record()
            stop.synchronize()
            if status != 0:
                raise RuntimeError(f'{name} answers {status}')
            times.append(start.elapsed_time(stop))
        report(what, name, statistics.median(times[COPIES:]))

    measure('grey', 'NPP nppiRGBToGray_8u_C3C1R', lambda i: color.nppiRGBToGray_8u_C3C1R_Ctx(pointer(i), step, pointer(target), ctypes.c_int(WIDTH), size, context))
    levels = (ctypes.c_int * 3)(257, 257, 257)
    counts = [torch.zeros(256, dtype=torch.int32, device='cuda') for _ in range(3)]
    counted = (ctypes.c_void_p * 3)(*[c.data_ptr() for c in counts])
    bounds = [torch.arange(257, dtype=torch.int32, device='cuda') for _ in range(3)]
    lower, upper = (ctypes.c_int * 3)(0, 0, 0), (ctypes.c_int * 3)(256, 256, 256)
    needed = ctypes.c_size_t()
    statistics_library.nppiHistogramEvenGetBufferSize_8u_C3R_Ctx(size, levels, ctypes.byref(needed), context)
    scratch = torch.empty(needed.value + 1024, dtype=torch.uint8, device='cuda')
    measure('level counts of three channels', 'NPP nppiHistogramEven_8u_C3R', lambda i: statistics_library.nppiHistogramEven_8u_C3R_Ctx(
        pointer(i), step, size, counted, levels, lower, upper, pointer(scratch), context))
    taps = torch.tensor([1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16], dtype=torch.float32, device='cuda')
    measure('pyramid down', 'NPP nppiFilterGaussPyramidLayerDownBorder_8u_C3R', lambda i: filtering.nppiFilterGaussPyramidLayerDownBorder_8u_C3R_Ctx(
        pointer(i), step, size, Size(0, 0), pointer(target), ctypes.c_int(3 * (WIDTH // 2)), Size(WIDTH // 2, HEIGHT // 2), ctypes.c_float(2.0), 5,
        pointer(taps), 2, context))


def with_opencv(image):
    import cv2
    clahe = cv2.createCLAHE(4.0, (16, 16))
    value = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)[:, :, 2].copy()

    def measure(what, operation):
        operation()
        times = []
        for _ in range(7):
            start = time.perf_counter()
            operation()
            times.append(1e3 * (time.perf_counter() - start))
        report(what, f'OpenCV {cv2.__version__} on {cv2.getNumThreads()} threads', statistics.median(times))

    def enhance():
        hsv = cv2.cvtColor(cv2.LUT(image, table), cv2.COLOR_BGR2HSV)
        h, s, v = cv2.split(hsv)
        return cv2.cvtColor(cv2.merge([h, s, clahe.apply(v)]), cv2.COLOR_HSV2BGR)

    table = np.arange(255, -1, -1, dtype=np.uint8)
    measure('CLAHE of one channel', lambda: clahe.apply(value))
    measure('CLAHE of V', enhance)
    measure('level counts of three channels', lambda: [cv2.calcHist([image], [c], None, [256], [0, 256]) for c in range(3)])
    measure('look-up tables of three channels', lambda: cv2.LUT(image, table))
    measure('grey', lambda: cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    measure('pyramid down', lambda: cv2.pyrDown(image))
    measure('pyramid down and blur', lambda: cv2.GaussianBlur(cv2.pyrDown(image), (7, 7), 30))
    measure('resize to 1024', lambda: cv2.resize(image, (1024, round(1024 * HEIGHT / WIDTH)), interpolation=cv2.INTER_AREA))
    measure('eye mask, Canny at full size', lambda: cv2.Canny(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), 4, 12))
    measure('fused plan without the eye search', lambda: ([cv2.calcHist([image], [c], None, [256], [0, 256]) for c in range(3)], enhance()))


if __name__ == '__main__':
    picture = photograph()
    for part in (with_torch, with_opencv, with_npp):
        try_part(part, picture)
