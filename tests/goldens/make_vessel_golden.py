#!/usr/bin/env python3
"""Makes tests/RetinaPS.Tests/Goldens/vessels.json: what bench/vessels_reference.py makes of a synthetic photograph.

    python3 tests/goldens/make_vessel_golden.py

It needs a build (dotnet pwsh ./build.ps1), NumPy and OpenCV 4 for Python.
"""
import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import zlib

import cv2
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'bench'))
import pwsh
import vessels_reference

SEED, WIDTH, HEIGHT, STEP = 3, 420, 400, 3
COMMAND = f"""
$sample = New-SyntheticFundus {SEED} -Width {WIDTH} -Height {HEIGHT} -RadiusFraction 0.9 -FillFrame $false -Exposure 1 -NoiseSigma 1 -BackgroundLevel 1 -CutTop 0 -CutBottom 0
$null = $sample.Image | Export-RetinaImage -Destination 'FOLDER' -Format Png
$null = $sample.EyeMask | Export-RetinaImage -Destination 'FOLDER'
$sample.EyeMask.Circle.Radius.ToString('R', [cultureinfo]::InvariantCulture)
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [*pwsh.built(), '-Command', COMMAND.replace('FOLDER', folder)],
            cwd=ROOT, check=True, capture_output=True, text=True)
        radius = float(run.stdout.split()[-1])
        photograph = cv2.imread(f'{folder}/synthetic-{SEED}.png')
        mask = cv2.imread(f'{folder}/synthetic-{SEED}_mask.png', cv2.IMREAD_GRAYSCALE)
    response, found = vessels_reference.vessels(photograph, mask, radius)
    levels = np.rint(response[::STEP, ::STEP] * 255).astype(np.uint8)
    document = {
        'seed': SEED, 'width': WIDTH, 'height': HEIGHT, 'step': STEP, 'radius': radius,
        'photograph': base64.b64encode(hashlib.sha256(photograph.tobytes()).digest()).decode(),
        'response': base64.b64encode(zlib.compress(levels.tobytes(), 9)).decode(),
        'vessels': int(np.count_nonzero(found)),
    }
    path = ROOT / 'tests/RetinaPS.Tests/Goldens/vessels.json'
    path.write_text(json.dumps(document, indent=1) + '\n')
    print(path, path.stat().st_size, document['vessels'])


if __name__ == '__main__':
    main()
