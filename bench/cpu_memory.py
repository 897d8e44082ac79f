#!/usr/bin/env python3
"""Peak resident memory of a run over many photographs beside a run over few, and start-up times.

usage: bench/cpu_memory.py --photographs FOLDER [--few 200] [--many 2000]

Needs a Release build (dotnet build -c Release). Writes bench/results/cpu-memory.json and bench/results/start-up.json.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cpu_throughput import ROOT, device, host, repeat_files

BATCH = ("Get-ChildItem -Path '{folder}/*.jpg' | Invoke-RetinaPreprocess -Reference '{reference}' -Destination '{out}' -Force -Size 1024 "
         "| Measure-Object | ForEach-Object Count")


def command(text):
    # The host's own process: its peak must not hide behind the build tool's.
    dll = subprocess.run(['dotnet', 'msbuild', os.path.join(ROOT, 'src', 'RetinaPS.Host'), '-getProperty:TargetPath', '-p:Configuration=Release'],
                         capture_output=True, text=True, check=True).stdout.strip()
    return ['dotnet', dll, '-Command', text]


def peak(line):
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f'failed:\n{out}\n{err}')
    return usage.ru_maxrss / 1024, out.strip()


def seconds(line, runs=5):
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
    parser.add_argument('--photographs', required=True)
    parser.add_argument('--few', type=int, default=200)
    parser.add_argument('--many', type=int, default=2000)
    args = parser.parse_args()
    line = f'bench/cpu_memory.py --few {args.few} --many {args.many}'
    with tempfile.TemporaryDirectory() as work:
        peaks = {}
        for count in (args.few, args.many):
            folder = os.path.join(work, str(count))
            os.mkdir(folder)
            repeat_files(args.photographs, folder, count)
            text = BATCH.format(folder=folder, reference=os.path.join(folder, '0000.jpg'), out=os.path.join(work, 'out'))
            peaks[count], done = peak(command(text))
            print(f'{done} photographs: peak {peaks[count]:.0f} MiB')
        write('cpu-memory', [row(f'peak resident memory over {args.many} files', 'MiB', peaks[args.many], peaks[args.few],
                                 f'over {args.few} files', 1.1, line)])

        empty = seconds(command('1'))
        image = os.path.join(work, str(args.few), '0000.jpg')
        first = seconds(command(f"Invoke-RetinaPreprocess -Path '{image}' -Reference '{image}' -Destination '{work}/first' -Force | Out-Null"))
        import_time = peak(command(
            "$shell = [powershell]::Create('NewRunspace'); $watch = [System.Diagnostics.Stopwatch]::StartNew(); "
            "$null = $shell.AddCommand('Import-Module').AddArgument((Get-Module RetinaPS).Path -replace 'bin.RetinaPS.dll$', 'RetinaPS.psd1').Invoke(); "
            "$watch.Elapsed.TotalSeconds"))[1]
        write('start-up', [
            row('host start with the module imported', 's', empty, None, None, None, line),
            row('Import-Module in a new runspace', 's', float(import_time), None, None, 0.4, line),
            row('first photograph of a run, from process start to the written file', 's', first, None, None, 2, line),
        ])


if __name__ == '__main__':
    main()
