#!/usr/bin/env python3
"""The CUDA engine's device times beside what else the machine has, in one run.

usage: bench/gpu_speed.py --ours "dotnet run -c Release --project bench/RetinaPS.Bench -- out/RetinaPS" [--output FILE]

Runs the command (bench/RetinaPS.Bench), then bench/gpu_peers.py, pairs them by operation and writes bench/results/gpu-speed.json: for each
operation the fastest peer, or none.
"""
import argparse, json, os, shlex, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGETS = {
    'fused plan without the eye search': 0.20,
    'CLAHE of one channel': 0.035,
    'histogram specification of three channels': 0.06,
    'eye mask, Canny at working size 512': 0.15,
    'vessels, Multiscale, without the eye search': 10,
    'vessels, MfFdog, without the eye search': 10,
}


def lines(command):
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{')]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--ours', required=True)
    parser.add_argument('--output', default=os.path.join(ROOT, 'bench', 'results', 'gpu-speed.json'))
    args = parser.parse_args()
    ours = lines(shlex.split(args.ours))
    peers = lines([sys.executable, os.path.join(ROOT, 'bench', 'gpu_peers.py')])
    if not ours:
        sys.exit('the command measured nothing')
    fused = next(row['ours'] for row in ours if row['what'].startswith('fused plan'))
    rows = []
    for row in ours:
        best = min((p for p in peers if p['what'] == row['what']), key=lambda p: p['peer'], default=None)
        target = TARGETS.get(row['what'])
        if row['what'].startswith('chain step by step'):
            target = round(3 * fused, 4)
        rows.append(dict(what=f"{row['what']}, {row['size']}", unit='ms', ours=row['ours'], peer=best and best['peer'], peerName=best and best['peerName'],
                         ratio=best and round(best['peer'] / row['ours'], 2), target=target, device=row['device'], command='bench/gpu_speed.py'))
        print(f"{row['what']:<55} {row['ours']:9.4f} ms" + (f'  target {target}' if target else '') + (f"  {best['peerName']} {best['peer']} ms" if best else ''))
    with open(args.output, 'w') as out:
        json.dump(rows, out, indent=2)
        out.write('\n')


if __name__ == '__main__':
    main()
