#!/usr/bin/env python3
"""Photographs a second, files in and files out, beside nvJPEG's decoding alone and OpenCV in Python on all cores, in one run.

usage: bench/throughput.py [--shell "retinaps/retinaps"] --peer OPENCV_PIPELINE.py [--photographs FOLDER] [--count 3000]
                           [--files 20000] [--full-files 10000] [--devices Cuda] [--rounds 3]

Makes synthetic photographs of 3888 x 2592 at about 1 MB, takes those of --photographs along, copies them to --count files, and links these to as
many as a run takes: --files for output at 1024 pixels, --full-files at full size. Each round runs the peers and then ours; ratios are taken
within a round, with all of a run's time from the command's start to its last result. With several GPUs a round also runs on the first alone, with
all cores and with its share of them.
--shell names a bundle's program; without it, PowerShell of the tool manifest runs the built module. The decode-only peer needs torch with torchvision; without it that column is empty. Writes bench/results/throughput.json.
"""
import argparse, functools, json, os, platform, re, resource, shlex, shutil, statistics, subprocess, sys, tempfile, threading, time

import pwsh

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RUN = r"""
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$decode = 0.0; $process = 0.0; $encode = 0.0; $count = 0; $begun = 0.0
Get-ChildItem -Path '{folder}/*.jpeg' | Invoke-RetinaPreprocess -Reference '{reference}' -Destination '{out}' -Device {devices} {more} -WarningAction SilentlyContinue |
    ForEach-Object {{ $count++; if ($count -eq {early}) {{ $begun = $watch.Elapsed.TotalSeconds }}; $decode += $_.DecodeTime.TotalMilliseconds; $process += $_.ProcessTime.TotalMilliseconds; $encode += $_.EncodeTime.TotalMilliseconds }}
'RATE {{0}} {{1}} {{2}} {{3}} {{4}} {{5}} {{6}}' -f $watch.Elapsed.TotalSeconds, $count, ($decode / $count), ($process / $count), ($encode / $count),
    (Get-RetinaDevice Cuda* | Measure-Object PeakMemoryInUse -Maximum).Maximum, $begun
"""
DECODE = r"""
import glob, sys, time, numpy as np, torch, torchvision.io as io
files = [torch.from_numpy(np.fromfile(f, dtype=np.uint8)) for f in sorted(glob.glob(sys.argv[1] + '/*.jp*g'))[:64]]
batch = [files[i % len(files)] for i in range(64)]
io.decode_jpeg(batch, device='cuda'); torch.cuda.synchronize()
start, n = time.time(), 0
while time.time() - start < 3:
    io.decode_jpeg(batch, device='cuda'); torch.cuda.synchronize(); n += len(batch)
print('DECODE', n / (time.time() - start))
"""


START = time.time()

# Results after which a run counts as under way: CUDA, nvJPEG and the runtime's compiler have started.
EARLY = 2000


def say(text):
    print(f'{time.time() - START:6.1f} s  {text}', flush=True)


def run(command, check=True, timeout=600):
    result = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    if check and result.returncode != 0:
        sys.exit(f'{command} failed:\n{result.stdout[-2000:]}\n{result.stderr[-2000:]}')
    return result.stdout


class Memory(threading.Thread):
    """A process's resident memory, sampled while it runs."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.samples = pid, []
        self.start()

    def run(self):
        while True:
            try:
                with open(f'/proc/{self.pid}/status') as status:
                    self.samples.append(int(re.search(r'VmRSS:\s*(\d+)', status.read()).group(1)) / 1024)
            except (OSError, AttributeError):
                return
            time.sleep(0.2)

    def halves(self):
        """The highest in the middle and in the last third, where a leak would show."""
        third = max(1, len(self.samples) // 3)
        return max(self.samples[third:2 * third] or [0]), max(self.samples[-third:] or [0])


def settle(out):
    """
    Sees to it that a run is not slowed by what the one before has left: data to be written, and, on ext4 without a journal, files deleted in the
    last minutes, past whose inodes each new file searches (10 ms instead of 0.2 for the first thousands). So results are cut to nothing, and
    deleted when all is done.
    """
    for base, _, files in os.walk(out):
        for name in files:
            os.truncate(os.path.join(base, name), 0)
    os.sync()


def ours(args, folder, reference, work, devices, more, cores=None):
    out = tempfile.mkdtemp(dir=work)
    confine = ['taskset', '-c', ','.join(map(str, sorted(os.sched_getaffinity(0))[:cores]))] if cores else []
    wanted = len(os.listdir(folder))
    early = EARLY if wanted > 2 * EARLY else 1
    script = RUN.format(folder=folder, reference=reference, out=out, devices=devices, more=more, early=early)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    process = subprocess.Popen([*confine, *args.shell, '-Command', script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    memory = Memory(process.pid)
    output, errors = process.communicate(timeout=600)
    wall, after = time.time() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    found = re.search(r'RATE (\S+) (\d+) (\S+) (\S+) (\S+) (\d+) (\S+)', output)
    if process.returncode != 0 or not found:
        sys.exit(f'ours failed ({process.returncode}):\n{output[-3000:]}\n{errors[-3000:]}')
    seconds, count = float(found.group(1)), int(found.group(2))
    if count != wanted:
        sys.exit(f'ours gave {count} of {wanted} results:\n{errors[-3000:]}')
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    settle(out)
    begun = float(found.group(7))
    row = dict(rate=count / seconds, steady=(count - early) / (seconds - begun), begun=begun, early=early, wall=wall, count=count, stages=[float(x) for x in found.groups()[2:5]], cores=cpu / wall,
               memory=memory.halves(), gpu=int(found.group(6)) / 2**20)
    where = f'{devices} on {cores} cores' if cores else devices
    say(f"{where} {more or '(full size)':<12} {count} files: {row['rate']:.0f} images/s, {row['steady']:.0f} after the first {early} ({begun:.1f} s), {cpu / wall:.1f} cores busy; decode {row['stages'][0]:.1f}, chain "
          f"{row['stages'][1]:.1f}, encode and write {row['stages'][2]:.1f} ms; memory {row['memory'][0]:.0f} then {row['memory'][1]:.0f} MiB, on the GPU {row['gpu']:.0f} MiB")
    return row


def make_photographs(args, folder):
    """A process each, all at once: drawing ten megapixels takes a processor a second or two."""
    makers = [subprocess.Popen([*args.shell, '-Command',
              f"New-SyntheticFundus -Seed {seed} -Width 3888 -Height 2592 -FillFrame $false | ForEach-Object Image | Export-RetinaImage -Destination '{folder}' -Quality 93 | Out-Null"],
              stdout=subprocess.DEVNULL) for seed in range(1, args.kinds + 1)]
    if any([maker.wait() for maker in makers]):
        sys.exit('the photographs could not be made')


def gather(args, work):
    source, folder = os.path.join(work, 'source'), os.path.join(work, 'in')
    os.mkdir(source)
    os.mkdir(folder)
    make_photographs(args, source)
    made = sorted(os.listdir(source))
    if args.photographs:
        for base, _, names in os.walk(args.photographs):
            for name in sorted(names):
                if re.search(r'\.jpe?g$', name, re.I) and os.path.getsize(os.path.join(base, name)) > 500_000:
                    shutil.copy(os.path.join(base, name), os.path.join(source, name))
    files = [os.path.join(source, name) for name in sorted(os.listdir(source))]
    for i in range(args.count):
        shutil.copy(files[i % len(files)], os.path.join(folder, f'{i:06d}.jpeg'))
    size = sum(os.path.getsize(f) for f in files) / len(files)
    say(f'{len(files)} photographs ({len(made)} synthetic), mean {size / 1e6:.2f} MB, copied to {args.count} files')
    return folder, source, files[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--shell', type=lambda text: tuple(shlex.split(text)), default=None)
    parser.add_argument('--peer')
    parser.add_argument('--python', default=sys.executable, help='a Python with cv2, for --peer')
    parser.add_argument('--photographs')
    parser.add_argument('--count', type=int, default=3000)
    parser.add_argument('--files', type=int, default=20000)
    parser.add_argument('--full-files', type=int, default=10000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--peer-count', type=int, default=192)
    parser.add_argument('--devices', default='Cuda:0')
    parser.add_argument('--kinds', type=int, default=16, help='synthetic photographs that differ')
    parser.add_argument('--work', default=None, help='a folder on the disk to measure')
    parser.add_argument('--output', default=os.path.join(ROOT, 'bench', 'results', 'throughput.json'))
    args = parser.parse_args()
    args.shell = args.shell or tuple(pwsh.built())
    rates, alone, share = {'1024 pixels': [], 'full size': []}, [], []
    with tempfile.TemporaryDirectory(dir=args.work) as work:
        copies, source, reference = gather(args, work)
        settings = (('1024 pixels', '-Size 1024', link(copies, work, args.files)), ('full size', '', link(copies, work, args.full_files)))
        for _ in range(args.rounds):
            decode = re.search(r'DECODE (\S+)', run([sys.executable, '-c', DECODE, source], check=False))
            decode = float(decode.group(1)) if decode else None
            peers = [None, None]
            if args.peer:
                found = re.findall(r': ([0-9.]+) img/s', run([args.python, args.peer, source, str(args.peer_count), str(os.cpu_count())]))
                peers = [float(found[1]), float(found[0])]
            say(f'peers: decode only {decode and round(decode)}, OpenCV at 1024 {peers[0]}, full size {peers[1]} images/s')
            for (name, more, folder), peer in zip(settings, peers):
                rates[name].append((ours(args, folder, reference, work, args.devices, more), decode, peer))
            if (gpus := len(names(args.shell, args.devices))) > 1 and 'Cpu' not in args.devices:
                alone.append(ours(args, settings[0][2], reference, work, 'Cuda:0', settings[0][1]))
                share.append(ours(args, settings[0][2], reference, work, 'Cuda:0', settings[0][1], len(os.sched_getaffinity(0)) // gpus))

            # A run that is cut short leaves the rounds it has finished.
            lines = write(args, rates, alone, share)
    print('\n'.join(lines))


def link(copies, work, count):
    folder = os.path.join(work, f'in{count}')
    if not os.path.exists(folder):
        os.mkdir(folder)
        known = len(os.listdir(copies))
        for i in range(count):
            os.link(os.path.join(copies, f'{i % known:06d}.jpeg'), os.path.join(folder, f'{i:06d}.jpeg'))
    return folder


@functools.cache
def names(shell, devices):
    """The devices' names; Cuda is every GPU."""
    wanted = ','.join('Cuda:*' if device == 'Cuda' else device for device in devices.split(','))
    return re.findall(r'NAME (.*)', run([*shell, '-Command', f"'{wanted}' -split ',' | ForEach-Object {{ Get-RetinaDevice $_ }} | ForEach-Object {{ 'NAME ' + $_.Name }}"]))


def describe(shell, devices):
    found = names(shell, devices)
    cards = ' + '.join(f'{count} x {name}' if (count := found.count(name)) > 1 else name for name in dict.fromkeys(found))
    return f'{cards}, {os.cpu_count()} cores, {platform.system()}'


def write(args, rates, alone, share):
    """Writes the results, and gives them as lines to read."""
    results, lines, on = [], [], describe(args.shell, args.devices)
    command = f'bench/throughput.py --files {args.files} --full-files {args.full_files} --rounds {len(rates["1024 pixels"])} --devices {args.devices}'

    def add(what, value, peer, name, target, ratio=None, unit='images/s'):
        ratio = ratio if ratio is not None else (value / peer if peer else None)
        results.append(dict(what=what, unit=unit, ours=round(value, 1), peer=peer and round(peer, 1), peerName=name, ratio=ratio and round(ratio, 3),
                            target=target, device=on, command=command))
        lines.append(f"{what}: {value:.1f} {unit}" + (f', {name} {peer:.1f}, ratio {ratio:.2f}' if peer else '') + (f' (target {target})' if target else ''))

    for name, of_decoding, of_opencv in (('1024 pixels', 0.9, 28), ('full size', 0.75, 22)):
        rounds = rates[name]
        value = statistics.median(r['rate'] for r, _, _ in rounds)
        if all(d for _, d, _ in rounds):
            add(f'{rounds[0][0]["count"]} files, {name}', value, statistics.median(d for _, d, _ in rounds), 'nvJPEG decoding alone, torchvision, batches of 64', of_decoding,
                statistics.median(r['rate'] / d for r, d, _ in rounds))
        if all(p for _, _, p in rounds):
            add(f'{rounds[0][0]["count"]} files, {name}', value, statistics.median(p for _, _, p in rounds), f'OpenCV from Python, {os.cpu_count()} processes', of_opencv,
                statistics.median(r['rate'] / p for r, _, p in rounds))
    for name, rounds in rates.items():
        runs = [r for r, _, _ in rounds]
        steady, decode = statistics.median(r['steady'] for r in runs), [d for _, d, _ in rounds if d]
        add(f'{name}, after the first {runs[0]["early"]} of {runs[0]["count"]} files', steady, statistics.median(decode) if decode else None, 'nvJPEG decoding alone', None)
        add(f'{name}, resident memory in the last third of {runs[0]["count"]} files', max(r['memory'][1] for r in runs), max(r['memory'][0] for r in runs),
            'the middle third', 1.05, unit='MiB')
    together = [r for r, _, _ in rates['1024 pixels']]
    for peers, peer, target in ((alone, 'the first GPU alone', 1.9), (share, 'the first GPU alone with its share of the cores', None)):
        for what, key in (('', 'rate'), (f', after the first {together[0]["early"]}', 'steady')):
            if peers:
                add(f'1024 pixels, several GPUs{what}', statistics.median(r[key] for r in together), statistics.median(r[key] for r in peers), peer, target,
                    statistics.median(r[key] / p[key] for r, p in zip(together, peers)))
    with open(args.output + '.new', 'w') as out:
        json.dump(results, out, indent=2)
        out.write('\n')
    os.replace(args.output + '.new', args.output)
    return lines


if __name__ == '__main__':
    main()
