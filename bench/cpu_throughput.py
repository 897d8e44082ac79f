#!/usr/bin/env python3
"""Our batch beside the OpenCV pipeline in Python, in turn, on the same files and cores.

usage: bench/cpu_throughput.py --peer OPENCV_PIPELINE.py [--photographs FOLDER] [--count 24] [--rounds 3]

Without --photographs it makes synthetic ones of 3888 x 2592. Needs a build (dotnet pwsh ./build.ps1) and a Python with cv2 for
the peer (--python). Each round runs the peer, then ours, both with one warm-up per core that is not counted; the ratio is the median of
the rounds' ratios. Writes bench/results/cpu-throughput.json.
"""
import argparse, json, os, platform, re, statistics, subprocess, sys, tempfile

import pwsh

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OURS = r"""
$files = Get-ChildItem -Path '{folder}/*.jp*g' | Sort-Object Name
$reference = New-ColorReference -LiteralPath $files[0].FullName
function Measure-Run([object[]] $run, [string] $destination, [hashtable] $more) {{
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $records = $run | Invoke-RetinaPreprocess -Reference $reference -Destination $destination -Force -ThrottleLimit {cores} @more
    $seconds = $watch.Elapsed.TotalSeconds
    [pscustomobject]@{{
        Rate = @($records).Count / $seconds
        Decode = ($records | ForEach-Object {{ $_.DecodeTime.TotalMilliseconds }} | Measure-Object -Average).Average
        Process = ($records | ForEach-Object {{ $_.ProcessTime.TotalMilliseconds }} | Measure-Object -Average).Average
        Encode = ($records | ForEach-Object {{ $_.EncodeTime.TotalMilliseconds }} | Measure-Object -Average).Average
    }}
}}
foreach ($more in @{{}}, @{{ Size = 1024 }}) {{
    $null = Measure-Run @($files | Select-Object -First {cores}) '{out}/warm' $more
    $result = Measure-Run @($files | Select-Object -First {count}) '{out}/run' $more
    'RATE {{0}} {{1}} {{2}} {{3}}' -f $result.Rate, $result.Decode, $result.Process, $result.Encode
}}
"""


def run(command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f'{command[0]} failed:\n{result.stdout}\n{result.stderr}')
    return result.stdout


def make_photographs(folder, count):
    run(pwsh.built() + ['-Command', f"1..{count} | New-SyntheticFundus -Width 3888 -Height 2592 -FillFrame $false | ForEach-Object Image | "
                                         f"Export-RetinaImage -Destination '{folder}' -Quality 90 -DisposeInput | Out-Null"])


def repeat_files(source, folder, count):
    """COUNT names over the same photographs, for two runs that read the same bytes."""
    files = sorted(f for f in os.listdir(source) if re.search(r'\.jpe?g$', f, re.I))
    for i in range(count):
        os.symlink(os.path.abspath(os.path.join(source, files[i % len(files)])), os.path.join(folder, f'{i:04d}.jpg'))


def device():
    with open('/proc/cpuinfo') as info:
        model = re.search(r'model name\s*: (.*)', info.read()).group(1)
    return f'{model}, {os.cpu_count()} cores, {platform.system()}'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--peer', required=True)
    parser.add_argument('--python', default='/usr/bin/python3')
    parser.add_argument('--photographs')
    parser.add_argument('--count', type=int, default=24)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--cores', type=int, default=os.cpu_count())
    args = parser.parse_args()
    rows = {'full size': ([], []), '1024 pixels': ([], [])}
    profiles = {}
    with tempfile.TemporaryDirectory() as work:
        source = args.photographs or os.path.join(work, 'synthetic')
        if not args.photographs:
            make_photographs(source, 8)
        folder = os.path.join(work, 'in')
        os.mkdir(folder)
        repeat_files(source, folder, args.count)
        for _ in range(args.rounds):
            peer = [float(r) for r in re.findall(r': ([0-9.]+) img/s', run([args.python, args.peer, folder, str(args.count), str(args.cores)]))]
            ours = re.findall(r'RATE ([0-9.]+) ([0-9.]+) ([0-9.]+) ([0-9.]+)', run(
                pwsh.built() + ['-Command', OURS.format(folder=folder, out=work, count=args.count, cores=args.cores)]))
            for name, p, o in zip(rows, peer, ours):
                rows[name][0].append(float(o[0]))
                rows[name][1].append(p)
                profiles[name] = [float(x) for x in o[1:]]
    results = []
    for (name, (ours, peers)), target in zip(rows.items(), (1.5, 1.4)):
        ratio = statistics.median(o / p for o, p in zip(ours, peers))
        decode, process, encode = profiles[name]
        print(f'{name}: ours {statistics.median(ours):.2f}, peer {statistics.median(peers):.2f} images/s, ratio {ratio:.2f} (target {target}); '
              f'a photograph takes decode {decode:.0f}, chain {process:.0f}, encode and write {encode:.0f} ms')
        results.append(dict(what=f'Invoke-RetinaPreprocess, {name}', unit='images/s', ours=round(statistics.median(ours), 2),
                            peer=round(statistics.median(peers), 2), peerName='OpenCV 4.6 from Python, one process a core', ratio=round(ratio, 2),
                            target=target, device=device(), command=f'bench/cpu_throughput.py --count {args.count} --rounds {args.rounds}'))
    with open(os.path.join(ROOT, 'bench', 'results', 'cpu-throughput.json'), 'w') as out:
        json.dump(results, out, indent=2)
        out.write('\n')


if __name__ == '__main__':
    main()
