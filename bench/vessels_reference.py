#!/usr/bin/env python3
"""The oracle of Get-VesselMap -Method Multiscale: the steps of docs/vessels.md, with NumPy and OpenCV alone.

    vessels_reference.py map PHOTOGRAPH MASK OUTPUT [--radius PIXELS]      writes OUTPUT_response.tiff (float32), _response.png, _map.png
    vessels_reference.py evaluate FOLDER MASKS [--truth SUFFIX] [--json FILE] [--overlays FOLDER]

MASK is the eye mask, 0 / 255, of the photograph's size. A folder's photographs are its *.jpg, *.ppm, *.png and *.tif that have NAME + SUFFIX
(the manual map) beside them; MASKS holds NAME.png. The radius is the eye circle's; without it, half the longer side of the mask's box.
"""
import argparse
import json
import math
import pathlib

import cv2
import numpy as np

RADIUS = 360               # R0: the eye's radius on the working plane
RIM = 3                    # the mask's erosion, a 7 x 7 ellipse
FILL = (2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
COARSE = 4                 # wide blurs run on a plane shrunk by this factor
BACKGROUND = 20.0          # sigma of the illumination
CONTRAST = 180.0           # sigma of the contrast's window
CLIP = 3.0                 # the plane's range, in units of the contrast
ORIENTATIONS = 12
TAPS = 4096.0              # kernels are whole numbers: taps times this, rounded
# s (sigma across), d (distance of the flanks), l (sigma along), weight
SCALES = (
    (1.1, 1.5, 1.6, 6),
    (2.4, 2.0, 6.5, 2),
    (3.8, 5.5, 8.8, 1),
)
CROSS = 0.45               # weight of the response across, taken off
LINE = 8.0                 # sigma of the average along the line
ENDS = 0.17                # how much the weaker half of the line counts beside the whole
PLANE = 0.29               # weight of the plane itself, beside a bank of weights 6, 2, 1
CLOSING = 5                # side of the ellipse that closes the response: reflexes along the middle of vessels
THRESHOLD = 2.15
SMALLEST = 60              # pixels of the working plane


def rounded(value):
    return int(math.floor(value + 0.5))


def ellipse_of(side):
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))


def box_radius(mask):
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return max(rows[-1] - rows[0], columns[-1] - columns[0]) / 2 + 0.5


def working_plane(photograph, mask, radius):
    """Steps 1 and 2: the green plane at the canonical scale, filled outside the eye. 8 bits."""
    height, width = mask.shape
    scale = RADIUS / radius
    size = max(1, rounded(width * scale)), max(1, rounded(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    green = cv2.resize(np.ascontiguousarray(photograph[:, :, 1]), size, interpolation=how)
    inside = (cv2.resize(mask, size, interpolation=how) >= 128).astype(np.uint8)
    known = cv2.erode(inside, ellipse_of(2 * RIM + 1), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    filled, open_ = green * known, known == 0
    for r in FILL:
        if not open_.any():
            break
        box = dict(ddepth=cv2.CV_64F, ksize=(2 * r + 1, 2 * r + 1), normalize=False, borderType=cv2.BORDER_CONSTANT)
        total = np.rint(cv2.boxFilter(green * known, **box)).astype(np.int64)
        count = np.rint(cv2.boxFilter(known, **box)).astype(np.int64)
        reached = open_ & (count > 0)
        filled[reached] = ((2 * total[reached] + count[reached]) // (2 * count[reached])).astype(np.uint8)
        open_ &= ~reached
    return filled, inside > 0


def wide_blur(plane, sigma):
    """A Gaussian blur on a plane shrunk COARSE times, resized back."""
    height, width = plane.shape
    size = max(1, -(-width // COARSE)), max(1, -(-height // COARSE))
    small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    s = sigma / COARSE
    side = 2 * math.ceil(3 * s) + 1
    small = cv2.GaussianBlur(small, (side, side), s, sigmaY=s, borderType=cv2.BORDER_REPLICATE)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)


def normalised(filled):
    """Step 3: darker than the surroundings, in units of the local contrast, as whole numbers -127..127."""
    plane = filled.astype(np.float32)
    light = wide_blur(plane, BACKGROUND)
    dark = (light - plane) / np.sqrt(np.maximum(light, np.float32(8)))
    contrast = np.sqrt(wide_blur(dark * dark, CONTRAST))
    return np.clip(np.rint(dark / np.maximum(contrast, np.float32(1e-3)) * np.float32(127 / CLIP)), -127, 127).astype(np.float32)


def bar(s, d, l, angle):
    """A bar less its two flanks, as whole numbers of sum 0."""
    half = min(math.ceil(max(d + 2.5 * s, 2.5 * l)), 15)
    y, x = np.mgrid[-half:half + 1, -half:half + 1].astype(np.float64)
    u, v = x * math.cos(angle) + y * math.sin(angle), -x * math.sin(angle) + y * math.cos(angle)
    along = np.exp(-v * v / (2 * l * l))
    centre, right, left = (b / b.sum() for b in (np.exp(-(u - at) ** 2 / (2 * s * s)) * along for at in (0, d, -d)))
    taps = np.rint((centre - (right + left) / 2) * TAPS)
    taps[half, half] -= taps.sum()
    return taps


def oriented(plane):
    """Step 4: the bank. One plane of whole numbers an orientation."""
    total = [np.zeros_like(plane) for _ in range(ORIENTATIONS)]
    for s, d, l, weight in SCALES:
        for i in range(ORIENTATIONS):
            kernel = bar(s, d, l, math.pi * i / ORIENTATIONS)
            answer = np.rint(cv2.filter2D(plane.astype(np.float64), cv2.CV_64F, kernel, borderType=cv2.BORDER_REPLICATE)).astype(np.float32)
            total[i] += np.float32(weight) * np.maximum(answer, np.float32(0))
    return total


def line_offsets(angle):
    """Where the average along the line looks, and with what weight."""
    reach = math.ceil(2 * LINE)
    ts = range(-reach, reach + 1, 2)
    weights = [math.exp(-t * t / (2 * LINE * LINE)) for t in ts]
    total = sum(weights)
    return [(t, rounded(-math.sin(angle) * t), rounded(math.cos(angle) * t), np.float32(w / total)) for t, w in zip(ts, weights)], reach


def joined(layers):
    """Step 5: less the response across, averaged along the line, the best orientation."""
    half = ORIENTATIONS // 2
    crossed = [np.maximum(a - np.float32(CROSS) * layers[(i + half) % ORIENTATIONS], np.float32(0)) for i, a in enumerate(layers)]
    best = None
    for i, layer in enumerate(crossed):
        offsets, reach = line_offsets(math.pi * i / ORIENTATIONS)
        height, width = layer.shape
        padded = cv2.copyMakeBorder(layer, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
        halves = [np.zeros_like(layer), np.zeros_like(layer)]
        for t, dx, dy, w in offsets:
            seen = padded[reach + dy:reach + dy + height, reach + dx:reach + dx + width]
            for side in (0, 1):
                if t == 0 or (t > 0) == (side == 1):
                    halves[side] += (w if t else np.float32(0.5) * w) * seen
        line = np.float32(1 - ENDS) * (halves[0] + halves[1]) + np.float32(2 * ENDS) * np.minimum(*halves)
        best = line if best is None else np.maximum(best, line)
    return best


def response(photograph, mask, radius):
    """Steps 1 to 6, on the working plane: multiples of the eye's mean."""
    filled, inside = working_plane(photograph, mask, radius)
    plane = normalised(filled)
    unit = np.float32(CLIP / 127)
    lines = joined(oriented(plane)) * np.float32(unit / np.float32(TAPS))
    lines = lines + np.float32(PLANE) * np.maximum(plane * unit, np.float32(-1))
    lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, ellipse_of(CLOSING))
    mean = np.maximum(lines, np.float32(0))[inside].astype(np.float64).mean()
    return lines / np.float32(max(mean, 1e-3)), inside


def kept(lines, inside):
    """Step 7: the response with small components pressed below the threshold."""
    found = ((lines > np.float32(THRESHOLD)) & inside).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8, ltype=cv2.CV_32S)
    small = stats[:, cv2.CC_STAT_AREA] < SMALLEST
    small[0] = False
    return np.where(small[labels], np.float32(0.5 * THRESHOLD), lines)


def vessels(photograph, mask, radius=None):
    """Steps 1 to 8: the response in 0..1, 0.5 at the threshold, and the map, both of the photograph's size."""
    height, width = mask.shape
    lines, inside = response(photograph, mask, radius or box_radius(mask))
    z = lines / np.float32(THRESHOLD) - np.float32(1)
    probability = np.float32(0.5) + np.float32(0.5) * (z / (np.float32(1) + np.abs(z)))
    probability = cv2.resize(probability, (width, height), interpolation=cv2.INTER_LINEAR)
    full = cv2.resize(kept(lines, inside), (width, height), interpolation=cv2.INTER_LINEAR)
    eye = mask > 0
    return np.where(eye, probability, np.float32(0)), np.where(eye & (full > np.float32(THRESHOLD)), 255, 0).astype(np.uint8)


def area_under_curve(values, truth):
    """Of the ROC curve, ties by halves."""
    order = np.argsort(values, kind='stable')
    ordered, labels = values[order], truth[order]
    ends = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))
    positives, negatives = np.cumsum(labels)[ends], np.cumsum(~labels)[ends]
    below = np.append(0, negatives[:-1])
    step = np.diff(np.append(0, positives))
    return float((step * (below + negatives) / 2).sum() / (positives[-1] * negatives[-1]))


def measures(probability, found, truth, where):
    p, f, t = probability[where], found[where] > 0, truth[where]
    tp, fp, fn, tn = (float(np.count_nonzero(a)) for a in (f & t, f & ~t, ~f & t, ~f & ~t))
    root = math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return dict(auc=area_under_curve(p, t), accuracy=(tp + tn) / p.size, sensitivity=tp / (tp + fn), specificity=tn / (tn + fp),
                dice=2 * tp / (2 * tp + fp + fn), mcc=(tp * tn - fp * fn) / root if root else 0.0)


def overlay(photograph, found, truth=None):
    """Found and drawn green, found alone red, drawn alone blue; without a manual map what was found is green."""
    grey = cv2.cvtColor(cv2.cvtColor(photograph, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    f = found > 0
    t = f if truth is None else truth
    grey[f & t], grey[f & ~t], grey[~f & t] = (0, 200, 0), (0, 0, 255), (255, 80, 0)
    return grey


def evaluate(folder, masks, suffix, overlays):
    rows = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in ('.jpg', '.ppm', '.png', '.tif')):
        truths = [folder / (path.stem + suffix + e) for e in ('.png', '.tif', '.gif', '.ppm')]
        truths = [t for t in truths if t.exists()]
        if not truths:
            continue
        photograph, mask = cv2.imread(str(path)), cv2.imread(str(masks / (path.stem + '.png')), cv2.IMREAD_GRAYSCALE)
        truth = cv2.imread(str(truths[0]), cv2.IMREAD_GRAYSCALE) > 127
        probability, found = vessels(photograph, mask)
        inside, all_ = (measures(probability, found, truth, w) for w in (mask > 0, np.ones(mask.shape, bool)))
        rows.append(dict(name=path.stem, inside=inside, all=all_))
        print(path.stem, *(f'{k} {v:.4f}' for k, v in inside.items()), flush=True)
        if overlays:
            overlays.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(overlays / (path.stem + '.png')), overlay(photograph, found, truth & (mask > 0)))
    return rows


def mean(rows, where):
    return {k: float(np.mean([r[where][k] for r in rows])) for k in rows[0][where]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest='command', required=True)
    one = commands.add_parser('map')
    one.add_argument('photograph')
    one.add_argument('mask')
    one.add_argument('output')
    one.add_argument('--radius', type=float)
    many = commands.add_parser('evaluate')
    many.add_argument('folder', type=pathlib.Path)
    many.add_argument('masks', type=pathlib.Path)
    many.add_argument('--truth', default='_1stHO')
    many.add_argument('--json', type=pathlib.Path)
    many.add_argument('--overlays', type=pathlib.Path)
    chosen = parser.parse_args()
    if chosen.command == 'map':
        photograph, mask = cv2.imread(chosen.photograph), cv2.imread(chosen.mask, cv2.IMREAD_GRAYSCALE)
        probability, found = vessels(photograph, mask, chosen.radius)
        cv2.imwrite(chosen.output + '_response.tiff', probability)
        cv2.imwrite(chosen.output + '_response.png', np.rint(probability * 255).astype(np.uint8))
        cv2.imwrite(chosen.output + '_map.png', found)
        cv2.imwrite(chosen.output + '_overlay.png', overlay(photograph, found))
        return
    rows = evaluate(chosen.folder, chosen.masks, chosen.truth, chosen.overlays)
    for where in ('inside', 'all'):
        print(where, *(f'{k} {v:.4f}' for k, v in mean(rows, where).items()))
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1))


if __name__ == '__main__':
    main()
