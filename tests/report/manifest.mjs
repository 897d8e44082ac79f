/** Numbers that look drawn at random and are the same each time (a linear congruential generator). */
function draws(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const hash = 'f1'.repeat(16);

/**
 * A manifest of photographs that were never worked on, with plausible numbers: most done, one in fifty doubtful, one in a hundred failed.
 * @param {{ source: string, bytes: number }[]} photographs
 */
export function manifestOf(photographs) {
  const draw = draws(photographs.length);
  const normal = (mean, deviation) => mean + deviation * (draw() + draw() + draw() + draw() - 2) * 1.73;
  const started = Date.parse('2026-01-05T08:00:00Z');
  const at = (i) => new Date(started + i * 25).toISOString();
  const counts = { Done: 0, Doubtful: 0, Failed: 0 };
  const lines = photographs.map(({ source, bytes }, i) => {
    const kind = draw();
    const status = kind < 0.01 ? 'Failed' : kind < 0.03 ? 'Doubtful' : 'Done';
    const failed = status === 'Failed';
    counts[status]++;
    return {
      type: 'photograph', source, sourceBytes: bytes, sourceHash: hash, sourceModified: at(i), parametersHash: hash,
      destination: source, destinationBytes: failed ? null : bytes, destinationHash: failed ? null : hash, destinationModified: failed ? null : at(i),
      maskDestination: null, maskDestinationBytes: null, maskDestinationHash: null, maskDestinationModified: null,
      sourceWidth: failed ? null : 1536, sourceHeight: failed ? null : 1024, width: failed ? null : 1536, height: failed ? null : 1024, status,
      circle: failed ? null : { x: 768 + normal(0, 9), y: 512 + normal(0, 6), radius: normal(480, 22) },
      maskRatio: failed ? null : normal(0.46, 0.02), maskMethod: failed ? null : 'Disc',
      confidence: failed ? null : status === 'Doubtful' ? 0.2 + 0.3 * draw() : 1 - 0.1 * draw() * draw(), brightness: failed ? null : normal(104, 13),
      reason: status === 'Doubtful' ? 'the rim is seen on less than half of the circle' : null,
      decodeMs: 20 + 6 * draw() + (draw() < 0.01 ? 60 : 0), processMs: failed ? 0 : normal(88, 9), encodeMs: failed ? 0 : normal(22, 3),
      error: failed ? { id: 'RetinaPS.DecodeFailed', message: `Cannot decode '${source}': its JPEG data are damaged.` } : null,
      device: failed ? null : 'Cpu', finished: at(i),
    };
  });
  const run = {
    type: 'run', version: 1, id: 'a1b2c3', started: at(0), module: '0.1.0',
    command: 'Get-ChildItem *.jpg | Invoke-RetinaPreprocess -Reference ref.jpg -Destination out -Manifest run.jsonl', devices: ['Cpu'], engine: 'OpenCV',
    parameters: {
      reference: 'ref.jpg', referenceHash: hash, maskMethod: 'Auto', clipLimit: 4, tileGrid: [16, 16], pyramidDown: false, excludeSaturated: false,
      crop: false, size: 0, format: null, quality: 95,
    },
    parametersHash: hash,
  };
  const end = {
    type: 'end', finished: at(photographs.length), done: counts.Done, doubtful: counts.Doubtful, failed: counts.Failed, skipped: 0,
    elapsedSeconds: photographs.length * 0.025, interrupted: false,
  };
  return `${[run, ...lines, end].map((line) => JSON.stringify(line)).join('\n')}\n`;
}
