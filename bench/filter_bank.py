#!/usr/bin/env python3
"""Filter banks, ours beside what people use, in one run, with the accuracy of each against double precision.

usage: bench/filter_bank.py --device Cuda:0 --ours "dotnet run -c Release --project bench/RetinaPS.Bench -- out/RetinaPS filters"
       bench/filter_bank.py --device Cpu [--size WIDTHxHEIGHT] --ours ...

On a GPU the peers are torch's conv2d + max in FP32, TF32 and FP16, each at its best of: cuDNN's own choice or its benchmark mode, plain or
channels-last memory, kernels padded to 32 columns. On the CPU: OpenCV's filter2D once a kernel and a running maximum, float
responses, as many threads. Twelve dense kernels: Gaussian matched filters over their whole rectangles. Writes bench/results/filter-bank.json
or filter-bank-cpu.json. Errors are of the largest response over the bank, in parts of the responses' range, away from the borders.
"""
import argparse, concurrent.futures, json, math, multiprocessing, os, shlex, statistics, subprocess, tempfile, time
import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHAPES = ((15, 30), (31, 31), (63, 31))
TARGETS = {(15, 30): 1.0, (31, 31): 1.9, (63, 31): 3.7}


def bank(rows, columns, count=12):
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float64)
    x, y = x - columns // 2, y - rows // 2
    kernels = []
    for k in range(count):
        angle = math.pi * k / count
        u = x * math.cos(angle) - y * math.sin(angle)
        profile = np.exp(-u * u / (2 * 5.2 ** 2)) / (math.sqrt(2 * math.pi) * 5.2)
        kernels.append(profile - profile.mean())
    return np.array(kernels, np.float32)


def plane(width, height):
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:height, 0:width]
    shade = 128 + 70 * np.sin(x / 97) * np.cos(y / 131) - 60 * (np.abs((x + y // 3) % 400 - 200) < 6)
    return np.clip(shade + rng.normal(0, 8, (height, width)), 0, 255).astype(np.uint8)


def errors(response, exact, rows, columns):
    inside = np.s_[rows:-rows, columns:-columns]
    difference = np.abs(response[inside].astype(np.float64) - exact[inside])
    scale = exact[inside].max() - exact[inside].min()
    return dict(worst=float(difference.max() / scale), rms=float(math.sqrt((difference ** 2).mean()) / scale))


def torch_precision(image, kernels, kind):
    """Best time, how, and response of one of torch's precisions; None where it can do none of it."""
    import torch
    torch.backends.cudnn.allow_tf32 = kind == 'TF32'
    (count, rows, columns), best = kernels.shape, None
    for benchmark, last, padded in ((0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)):
        torch.backends.cudnn.benchmark = bool(benchmark)
        kernel = torch.from_numpy(kernels).cuda()[:, None]
        if padded:
            kernel = torch.nn.functional.pad(kernel, (0, 32 - columns))
        inputs = [torch.from_numpy(image).cuda().float()[None, None] for _ in range(3)]
        if kind == 'FP16':
            kernel, inputs = kernel.half(), [i.half() for i in inputs]
        if last:
            kernel, inputs = kernel.to(memory_format=torch.channels_last), [i.to(memory_format=torch.channels_last) for i in inputs]
        try:
            times = []
            for k in range(12):
                start, stop = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
                inputs[(k + 1) % 3].float().exp().sum()
                start.record()
                response = torch.nn.functional.conv2d(inputs[k % 3], kernel, padding=(rows // 2, columns // 2)).amax(1)
                stop.record()
                stop.synchronize()
                times.append(start.elapsed_time(stop))
                if k == 4 and best and min(times[2:]) > 2 * best[0]:
                    break
        except RuntimeError as error:
            print(f'    torch {kind}: {str(error)[:100]}', flush=True)
            continue
        how = ', '.join(name for name, used in (('benchmark', benchmark), ('channels last', last), ('32 columns', padded)) if used)
        if best is None or statistics.median(times[2:]) < best[0]:
            # A kernel padded to 32 columns leaves the last column out, which the comparison does not look at.
            found = response[0, :image.shape[0], :image.shape[1]].float().cpu().numpy()
            best = (statistics.median(times[2:]), how, np.pad(found, [(0, whole - part) for whole, part in zip(image.shape, found.shape)]))
    return best


def with_torch(image, kernels):
    """Each precision in a process of its own: some of cuDNN's ways end the process."""
    found = {}
    for kind in ('FP32', 'TF32', 'FP16'):
        with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context('spawn')) as pool:
            try:
                found[f'torch conv2d + max, {kind}'] = pool.submit(torch_precision, image, kernels, kind).result()
            except concurrent.futures.process.BrokenProcessPool:
                print(f'    torch {kind} ended its process', flush=True)
    return found


def exact_on_gpu(image, kernels):
    """Tap by tap: cuDNN would want a hundred gigabytes for these sizes in double precision."""
    import torch
    (height, width), (count, rows, columns), best = image.shape, kernels.shape, None
    surroundings = torch.nn.functional.pad(torch.from_numpy(image).cuda().double(), (columns // 2, columns, rows // 2, rows))
    for kernel in kernels.astype(np.float64):
        response = torch.zeros(height, width, dtype=torch.float64, device='cuda')
        for row in range(rows):
            for column in range(columns):
                response.add_(surroundings[row:row + height, column:column + width], alpha=float(kernel[row, column]))
        best = response if best is None else torch.maximum(best, response)
    exact = best.cpu().numpy()
    del best, response, surroundings
    torch.cuda.empty_cache()
    return exact


def with_opencv(image, kernels):
    import cv2
    def run():
        best = None
        for kernel in kernels:
            response = cv2.filter2D(image, cv2.CV_32F, kernel)
            best = response if best is None else cv2.max(best, response, best)
        return best
    times, processor = [], time.process_time()
    for _ in range(3):
        start = time.perf_counter()
        response = run()
        times.append(1e3 * (time.perf_counter() - start))
    print(f'    processor time of OpenCV: {1e3 * (time.process_time() - processor) / 3:.0f} ms')
    return {f'cv2.filter2D + max, OpenCV {cv2.__version__}, {cv2.getNumThreads()} threads': (statistics.median(times), '', response)}


def exact_on_cpu(image, kernels):
    import cv2
    return np.max([cv2.filter2D(image.astype(np.float64), cv2.CV_64F, kernel.astype(np.float64)) for kernel in kernels], axis=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--ours', required=True)
    parser.add_argument('--device', default='Cuda:0')
    parser.add_argument('--size', default='3888x2592')
    parser.add_argument('--output')
    args = parser.parse_args()
    gpu = args.device.lower().startswith('cuda')
    output = args.output or os.path.join(ROOT, 'bench', 'results', 'filter-bank.json' if gpu else 'filter-bank-cpu.json')
    width, height = map(int, args.size.split('x'))
    image, rows = plane(width, height), []
    with tempfile.TemporaryDirectory() as folder:
        image.tofile(os.path.join(folder, f'plane-{width}x{height}.raw'))
        name = lambda stem, shape: os.path.join(folder, f'{stem}-12x{shape[0]}x{shape[1]}.raw')
        for shape in SHAPES:
            bank(*shape).tofile(name('kernels', shape))
        result = subprocess.run(shlex.split(args.ours) + [args.device, folder], stdout=subprocess.PIPE, text=True, check=True)
        measured = {row['what']: row for row in map(json.loads, (line for line in result.stdout.splitlines() if line.startswith('{')))}
        for row in measured.values():
            if not gpu:
                print(f"{row['what']}: processor time of ours: {row['processor']} ms")
        for shape in SHAPES:
            kernels, ours = bank(*shape), measured[f'12 kernels of {shape[0]} x {shape[1]}']
            exact = (exact_on_gpu if gpu else exact_on_cpu)(image, kernels)
            own = errors(np.fromfile(name('ours', shape), np.float32).reshape(height, width), exact, *shape)
            if not gpu:
                print(f"    the module's own OpenCV, filter2D + max: {ours['filter2D']} ms, {ours['filter2D'] / ours['ours']:.2f} times ours")
                rows.append(dict(what=f"filter bank, {ours['what']}, {width} x {height}, float", unit='ms', ours=ours['ours'], peer=ours['filter2D'],
                                 peerName="cv2.filter2D + max, the module's own OpenCV", ratio=round(ours['filter2D'] / ours['ours'], 2), target=None,
                                 device=ours['device'], command='bench/filter_bank.py'))
            peers = (with_torch if gpu else with_opencv)(image, kernels)
            print(f"{ours['what']}: ours {ours['ours']} ms, worst error {own['worst']:.1e}, rms {own['rms']:.1e}", flush=True)
            fastest = min(best[0] for best in peers.values() if best)
            for peer, best in peers.items():
                if not best:
                    continue
                theirs = errors(best[2], exact, *shape)
                print(f"    {peer} ({best[1] or 'as it is'}): {best[0]:.3f} ms, {best[0] / ours['ours']:.2f} times ours, worst error {theirs['worst']:.1e}, rms {theirs['rms']:.1e}", flush=True)
                rows.append(dict(
                    what=f"filter bank, {ours['what']}, {width} x {height}, float", unit='ms', ours=ours['ours'], peer=round(best[0], 4),
                    peerName=peer + (f' ({best[1]})' if best[1] else ''), ratio=round(best[0] / ours['ours'], 2),
                    target=(TARGETS.get(shape) if best[0] == fastest else None) if gpu else None, device=ours['device'], command='bench/filter_bank.py',
                    oursWorstError=own['worst'], oursRmsError=own['rms'], peerWorstError=theirs['worst'], peerRmsError=theirs['rms']))
            save(output, rows)


def save(output, rows):
    with open(output, 'w') as out:
        json.dump(rows, out, indent=2)
        out.write('\n')


if __name__ == '__main__':
    main()
