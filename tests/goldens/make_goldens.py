#!/usr/bin/env python3
"""Make the goldens that the tests compare RetinaPS with, by running the reference implementation ("the oracle").

One command, from anywhere in the repository (it builds the tests, which make the generated inputs):

    python3 tests/goldens/make_goldens.py

It needs Python 3 with OpenCV 4 (python3-opencv) and NumPy, the .NET SDK, the oracle and the photographs in ../shared.
It writes tests/RetinaPS.Tests/Goldens/oracle.json and matched-filters.json; README.md beside this file says what is in them.
"""
import argparse
import base64
import hashlib
import importlib.util
import json
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / 'shared'
GENERATED = REPOSITORY / 'out' / 'oracle-inputs'
GOLDENS = REPOSITORY / 'tests' / 'RetinaPS.Tests' / 'Goldens'
EXPORT = 'RetinaPS.Tests.Oracle.GeneratedInputExport'

# The same order as OracleVariant.All in the tests.
VARIANTS = [(False, False), (True, False), (False, True), (True, True)]     # pyrdown, exclude saturated
PHOTOGRAPH_REFERENCE = 'public/retina.jpg'
GENERATED_REFERENCE = 'fundus-480x320-1'

BANKS = [dict(kind='gaussian', length=15, sigma=5, t=3, n=4),
         dict(kind='gaussian', length=15, sigma=5, t=3, n=12),
         dict(kind='gaussian', length=9, sigma=2, t=3, n=8),
         dict(kind='fdog', length=9, sigma=2, t=3, n=12)]
FILTERED = 'rings-61x47'


def load_oracle(path):
    spec = importlib.util.spec_from_file_location('oracle', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def export_generated_inputs():
    """The tests make their own inputs; an explicit test writes them as PNG files."""
    project = str(REPOSITORY / 'tests' / 'RetinaPS.Tests')
    subprocess.run(['dotnet', 'build', project, '-c', 'Release', '-v', 'quiet'], check=True)
    subprocess.run(['dotnet', 'test', '--project', project, '-c', 'Release', '--no-build', '--',
                    '--explicit', 'only', '--filter-class', EXPORT], cwd=REPOSITORY, check=True)


def digest(array):
    return base64.b64encode(hashlib.sha256(np.ascontiguousarray(array).tobytes()).digest()).decode()


def packed(data):
    return base64.b64encode(zlib.compress(data, 9)).decode()


def reference_cdf(oracle, path, pyrdown):
    try:
        return oracle.reference_cdf(str(path), pyrdown)
    except oracle.NoEye:
        sys.exit('No eye in the reference ' + str(path))


def constant_channel(made):
    """Whether a channel has one level only inside the mask: the oracle goes on, RetinaPS refuses."""
    inside = made['input'][made['mask'] != 0]
    return bool((inside.min(0) == inside.max(0)).any())


def golden(oracle, name, path, references):
    """One input's record: what it was, and what each variant made of it."""
    image = oracle.read(str(path))
    tables, variants = b'', []
    for variant, reference in zip(VARIANTS, references):
        pyrdown, oracle.EXCLUDE_SATURATED = variant
        try:
            made = oracle.preprocess(image, reference, pyrdown)
        except oracle.NoEye:
            variants.append(dict(error='EyeNotFound'))
            tables += bytes(6 * 256)
            continue
        height, width = made['input'].shape[:2]
        tables += made['cdf'].astype(np.uint8).tobytes() + made['lut'].tobytes()
        variants.append(dict(width=width, height=height, constantChannel=constant_channel(made), mask=digest(made['mask']),
                             specified=digest(made['histspec']), clahe=digest(made['clahe']), result=digest(made['result'])))
    return dict(name=name, width=image.shape[1], height=image.shape[0], pixels=digest(image), tables=packed(tables), variants=variants)


def golden_set(oracle, files, reference):
    references = []
    for pyrdown, oracle.EXCLUDE_SATURATED in VARIANTS:
        references.append(reference_cdf(oracle, files[reference], pyrdown))
    return dict(reference=reference, images=[golden(oracle, name, path, references) for name, path in sorted(files.items())])


def hsv_rounding():
    """How this machine's OpenCV turns HSV into BGR (specification, section 4): the golden bytes hold for machines that do the same."""
    def blue(h, s, v, width, column=0):
        return cv2.cvtColor(np.full((1, width, 3), (h, s, v), np.uint8), cv2.COLOR_HSV2BGR)[0, column]

    fused = int(blue(5, 204, 3, 64)[1]) == 0
    row = cv2.cvtColor(np.full((1, 95, 3), (0, 128, 200), np.uint8), cv2.COLOR_HSV2BGR)[0, :, 0]
    truncated = int((row == 99).sum())
    return dict(truncatedColumnsOf95=truncated, fusedMultiplyAdd=fused)


def matched_filters(oracle, image):
    """The oracle's banks, and their responses to a small image."""
    banks = []
    for parameters in BANKS:
        bank = oracle.make_bank(argparse.Namespace(**parameters))
        eight_bit = oracle.apply_filters(oracle.vessel_plane(image), bank)
        single = oracle.apply_filters(oracle.vessel_plane(image, invert=True, as_float=True), bank)
        banks.append(dict(parameters, rows=bank[0].shape[0], columns=bank[0].shape[1],
                          weights=packed(np.array(bank, '<f4').tobytes()),
                          eightBit=packed(eight_bit.tobytes()), invertedFloat=packed(single.astype('<f4').tobytes())))
    return dict(image=FILTERED, pixels=digest(image), banks=banks)


def write(name, document):
    path = GOLDENS / name
    path.write_text(json.dumps(document, indent=1) + '\n')
    print('%s: %.0f KB' % (path.relative_to(REPOSITORY), path.stat().st_size / 1024))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--oracle', type=Path, default=SHARED / 'oracle' / 'oracle.py', help='default: %(default)s')
    parser.add_argument('--photographs', type=Path, default=SHARED / 'fundus', help='default: %(default)s')
    parser.add_argument('--generated', type=Path, help='a folder of PNG files to take as the generated inputs, instead of making them')
    arguments = parser.parse_args()
    if arguments.generated is None:
        export_generated_inputs()
    oracle = load_oracle(arguments.oracle)
    photographs = {path.relative_to(arguments.photographs).as_posix(): path
                   for path in arguments.photographs.rglob('*') if path.suffix.lower() == '.jpg'}
    generated = {path.stem: path for path in (arguments.generated or GENERATED).glob('*.png')}
    GOLDENS.mkdir(exist_ok=True)
    write('oracle.json', dict(
        madeBy=dict(opencv=cv2.__version__, numpy=np.__version__), hsvToBgr=hsv_rounding(),
        photographs=golden_set(oracle, photographs, PHOTOGRAPH_REFERENCE),
        generated=golden_set(oracle, generated, GENERATED_REFERENCE)))
    write('matched-filters.json', matched_filters(oracle, oracle.read(str(generated[FILTERED]))))


if __name__ == '__main__':
    main()
