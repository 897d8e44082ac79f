#!/usr/bin/env python3
"""Peak resident memory of a run over many photographs beside a run over few, and start-up times, in real PowerShell.

usage: bench/cpu_memory.py [--photographs FOLDER] [--few 200] [--many 2000] [--runs 7]

Without --photographs it makes synthetic ones of 3888 x 2592. Needs a build (dotnet pwsh ./build.ps1). Times are medians of --runs, and each
is a process of its own. Writes bench/results/cpu-memory.json and bench/results/start-up.json.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile, time

import pwsh
from cpu_throughput import ROOT, device, make_photographs, repeat_files

BATCH = ("Invoke-RetinaPreprocess -Path '{folder}/*.jpg' -Reference '{reference}' -Destination '{out}' -Force -Size 1024 -Device Cpu "
         "| Measure-Object | ForEach-Object Count")
IMPORT = ("$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module RetinaPS; "
          "[string]::Format([cultureinfo]::InvariantCulture, '{0}', $watch.Elapsed.TotalSeconds)")


def command(text):
    return pwsh.built() + ['-Command', text]


def peak(line):
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f'failed:\n{out}\n{err}')
    return usage.ru_maxrss / 1024, out.strip()


def seconds(line, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(line, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(what, unit, ours, peer, peer_name, target, line):
    ratio = round(ours / peer, 3) if peer else None
    print(f'{what}: {ours:.3f} {unit} (target {target})' + (f', {peer_name} {peer:.3f}, ratio {ratio}' if peer else ''))
    return dict(what=what, unit=unit, ours=round(ours, 3), peer=round(peer, 3) if peer else None, peerName=peer_name, ratio=ratio, target=target,
                device=device(), command=line)


def write(name, rows):
    with open(os.path.join(ROOT, 'bench', 'results', name + '.json'), 'w') as out:
        json.dump(rows, out, indent=2)
        out.write('\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--photographs')
    parser.add_argument('--few', type=int, default=200)
    parser.add_argument('--many', type=int, default=2000)
    parser.add_argument('--runs', type=int, default=7)
    args = parser.parse_args()
    line = f'bench/cpu_memory.py --few {args.few} --many {args.many} --runs {args.runs}'
    with tempfile.TemporaryDirectory() as work:
        source = args.photographs or os.path.join(work, 'source')
        if not args.photographs:
            make_photographs(source, 8)
        few = os.path.join(work, str(args.few))
        image = os.path.join(few, '0000.jpg')
        for folder, count in ((few, args.few), (os.path.join(work, str(args.many)), args.many)):
            os.makedirs(folder, exist_ok=True)
            repeat_files(source, folder, count)

        size = peak(command(f"$image = Import-RetinaImage '{image}' -Device Cpu; \"$($image.Width) x $($image.Height)\""))[1]
        chain = f"Invoke-RetinaPreprocess -Path '{image}' -Reference '{image}' -Destination '{work}/first' -Force -Device Cpu | Out-Null"
        imports = statistics.median(float(peak(command(IMPORT))[1]) for _ in range(args.runs))
        write('start-up', [
            row('pwsh start with the module imported', 's', seconds(command('Import-Module RetinaPS'), args.runs),
                seconds(command('1'), args.runs), 'pwsh alone', None, line),
            row('Import-Module in a fresh pwsh', 's', imports, None, None, 0.15, line),
            row(f'first photograph of a run, {size}, from process start to the written file', 's',
                seconds(command(chain), args.runs), None, None, 1.2, line),
        ])

        peaks = {}
        for folder, count in ((few, args.few), (os.path.join(work, str(args.many)), args.many)):
            peaks[count], done = peak(command(BATCH.format(folder=folder, reference=image, out=os.path.join(work, 'out'))))
            print(f'{done} photographs: peak {peaks[count]:.0f} MiB')
        write('cpu-memory', [row(f'peak resident memory over {args.many} files', 'MiB', peaks[args.many], peaks[args.few],
                                 f'over {args.few} files', 1.1, line)])


if __name__ == '__main__':
    main()
