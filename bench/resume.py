#!/usr/bin/env python3
"""Runs that are killed (SIGKILL) at random moments and resumed, beside one without a break; and what a manifest costs.

usage: bench/resume.py [--photographs FOLDER] [--count 400] [--kills 10] [--rounds 3] [--size 1024] [--device Cpu] [--shell COMMAND]

Without --photographs it makes synthetic ones of 800 x 600. Needs a build (dotnet pwsh ./build.ps1), or --shell retinaps/retinaps of a bundle. A run is killed
when its manifest has grown to a random part of its final size (--seed). Writes bench/results/resume.json.
"""
import argparse, filecmp, glob, json, os, random, re, shlex, statistics, subprocess, sys, tempfile, time

import pwsh

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def execute(shell, folder, command):
    result = subprocess.run(shell + ['-Command', command], cwd=folder, capture_output=True, text=True)
    if result.returncode != 0 or result.stderr:
        sys.exit(f'{command} failed:\n{result.stdout}\n{result.stderr}')
    return result.stdout.strip()


def make_inputs(shell, options, folder):
    source = options.photographs
    if source is None:
        execute(shell, folder, '1..20 | New-SyntheticFundus -Width 800 -Height 600 -FillFrame $false -Exposure 0.9 | ForEach-Object Image | '
                              'Export-RetinaImage -Destination made | Out-Null')
        source = os.path.join(folder, 'made')
    files = sorted(os.path.abspath(f) for f in glob.glob(os.path.join(source, '*')) if re.search(r'\.jpe?g$', f, re.I))
    os.mkdir(os.path.join(folder, 'in'))
    for i in range(options.count):
        os.symlink(files[i % len(files)], os.path.join(folder, 'in', f'{i:05d}.jpg'))
    os.symlink(files[0], os.path.join(folder, 'ref.jpg'))


def command(options, name, more=''):
    return (f'Get-ChildItem in/*.jpg | Invoke-RetinaPreprocess -Reference ref.jpg -Destination {name} -Size {options.size} '
            f'-Device {options.device} -WarningAction SilentlyContinue {more}')


def timed(shell, options, folder, name, more=''):
    return float(execute(shell, folder, f'(Measure-Command {{ {command(options, name, more)} | Out-Null }}).TotalSeconds'))


def length(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def differing(folder, name, every):
    """How many results differ from those without a break, are missing (if all must be there), or are no results."""
    whole, made = os.path.join(folder, 'whole'), os.path.join(folder, name)
    there = set(os.listdir(made)) if os.path.isdir(made) else set()
    results = there if every else {f for f in there if not f.endswith('.tmp')}
    expected = set(os.listdir(whole))
    wrong = len(results - expected) + (len(expected - results) if every else 0)
    return wrong + sum(not filecmp.cmp(os.path.join(whole, f), os.path.join(made, f), shallow=False) for f in results & expected)


def kill_and_resume(shell, options, folder, name, size):
    manifest = os.path.join(folder, name + '.jsonl')
    more = f'-Manifest {name}.jsonl -Resume'
    process = subprocess.Popen(shell + ['-Command', command(options, name, more) + ' | Out-Null'], cwd=folder)
    while process.poll() is None and length(manifest) < size:
        time.sleep(0.001)
    process.kill()
    process.wait()
    with open(manifest) as lines:
        recorded = sum('"type":"photograph"' in line for line in lines)
    partial = differing(folder, name, every=False)
    execute(shell, folder, command(options, name, more) + ' | Out-Null')
    wrong = differing(folder, name, every=True)
    print(f'{name}: killed with {recorded} of {options.count} recorded, {partial} partial; resumed: {wrong} wrong, missing or left over')
    return partial == 0 and wrong == 0, 0 < recorded < options.count


def row(what, unit, ours, peer, peer_name, target, device, ratio):
    return {'what': what, 'unit': unit, 'ours': ours, 'peer': peer, 'peerName': peer_name, 'ratio': ratio, 'target': target,
            'device': device, 'command': ' '.join(['bench/resume.py'] + sys.argv[1:])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--photographs')
    parser.add_argument('--count', type=int, default=400)
    parser.add_argument('--kills', type=int, default=10)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--size', type=int, default=1024)
    parser.add_argument('--device', default='Cpu')
    parser.add_argument('--seed', type=int, default=20261122)
    parser.add_argument('--shell', type=shlex.split)
    parser.add_argument('--output', default=os.path.join(ROOT, 'bench', 'results', 'resume.json'))
    options = parser.parse_args()
    shell = options.shell or pwsh.built()
    shell[0] = os.path.abspath(shell[0]) if os.path.exists(shell[0]) else shell[0]
    with tempfile.TemporaryDirectory() as folder:
        make_inputs(shell, options, folder)
        device = execute(shell, folder, f"Get-RetinaDevice | Where-Object Id -eq {options.device} | ForEach-Object Name")
        plain, recorded = [timed(shell, options, folder, 'whole')], []
        for i in range(options.rounds):
            recorded.append(timed(shell, options, folder, f'recorded{i}', f'-Manifest recorded{i}.jsonl'))
            plain.append(timed(shell, options, folder, f'plain{i}'))
        nothing = timed(shell, options, folder, 'recorded0', '-Manifest recorded0.jsonl -Resume')
        chance, size = random.Random(options.seed), length(os.path.join(folder, 'recorded0.jsonl'))
        kills = [kill_and_resume(shell, options, folder, f'killed{i}', chance.randrange(size)) for i in range(options.kills)]
    same, middle = sum(same for same, _ in kills), sum(middle for _, middle in kills)
    ours, peer = statistics.median(recorded), statistics.median(plain[1:])
    rows = [
        row(f'runs killed by SIGKILL and resumed that gave every file of a run without a break ({middle} killed in the middle)', 'runs',
            same, options.kills, 'kills', 1.0, device, same / options.kills),
        row(f'{options.count} photographs with -Manifest', 's', round(ours, 3), round(peer, 3), 'without', 1.02, device, round(ours / peer, 3)),
        row(f'{options.count} photographs with -Resume and nothing to do', 's', round(nothing, 3), round(peer, 3), 'the run itself', None, device,
            round(nothing / peer, 3)),
    ]
    with open(options.output, 'w') as out:
        json.dump(rows, out, indent=2)
        out.write('\n')
    for r in rows:
        print(f"{r['what']}: {r['ours']} {r['unit']} ({r['peerName']}: {r['peer']}, ratio {r['ratio']})")
    sys.exit(0 if same == options.kills else 1)


if __name__ == '__main__':
    main()
