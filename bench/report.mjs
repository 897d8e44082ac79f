// Measures New-RetinaReport's page in headless Chromium with 10,000 photographs: how soon something and how soon everything is painted, what
// a search, a sort and a choice in a chart take, and whether rows are missing while the table is scrolled through.
//   node bench/report.mjs [--rows 10000] [--photographs FOLDER]
// Needs a build (dotnet pwsh ./build.ps1), `npm ci` in tests/report, and Chromium (CHROMIUM names it if it is not /usr/bin/chromium).
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../tests/report/browser.mjs';
import { manifestOf } from '../tests/report/manifest.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '10000' }, photographs: { type: 'string' } } });
const rows = Number(options.rows);
const folder = mkdtempSync(join(tmpdir(), 'retinaps-report-'));
const retinaps = (command) => execFileSync('dotnet', ['pwsh', '-NoProfile', '-NonInteractive', '-Command', command],
  { cwd: root, env: { ...process.env, PSModulePath: join(root, 'out') }, stdio: ['ignore', 'ignore', 'inherit'] });

try {
  const made = report();
  const figures = await measure(made.page);
  const row = (what, unit, ours, target = null) => ({ what, unit, ours, peer: null, peerName: null, ratio: null, target,
    device: `${cpus().length} x ${cpus()[0].model.trim()}, headless Chromium ${figures.version}`, command: `node bench/report.mjs --rows ${rows}` });
  const table = [
    row(`report of ${rows} photographs: making it, with thumbnails of 1536 x 1024 photographs`, 's', made.seconds),
    row('size of the file', 'MB', Number((statSync(made.page).size / 1e6).toFixed(1))),
    row('first paint, median of 5', 'ms', figures.firstPaint, 1000),
    row('table and page usable, median of 5', 'ms', figures.ready, 1000),
    row('whole file read, median of 5', 'ms', figures.loaded),
    row('search: from the key to the painted rows, median of 5', 'ms', figures.search),
    row('sort: from the click to the painted rows, median of 5', 'ms', figures.sort),
    row('bar of a chart: from the click to the painted rows, median of 5', 'ms', figures.bar),
    row('scrolling through all rows: frames with a place where a row was missing', 'frames', figures.gaps, 0),
    row('scrolling through all rows: frames', 'frames', figures.frames),
    row('scrolling through all rows: time between frames, 95th percentile', 'ms', figures.frameTime),
  ];
  console.table(Object.fromEntries(table.map(({ what, unit, ours, target }) => [what, { ours, unit, target }])));
  if (rows === 10000)
    writeFileSync(join(root, 'bench/results/report.json'), `${JSON.stringify(table, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

/** Makes a report of so many photographs, of which few are different: each row has files of its own, linked to them. */
function report() {
  let originals = options.photographs;
  if (!originals) {
    originals = join(folder, 'originals');
    retinaps(`1..12 | New-SyntheticFundus -Width 1536 -Height 1024 | ForEach-Object Image | Export-RetinaImage -Destination '${originals}' -Format Jpeg -DisposeInput`);
  }

  const files = readdirSync(originals).map((name) => join(originals, name));
  const place = join(folder, 'photographs');
  mkdirSync(place);
  const photographs = Array.from({ length: rows }, (_, i) => {
    const original = files[i % files.length];
    const source = join(place, `photograph-${String(i + 1).padStart(5, '0')}${extname(original)}`);
    linkSync(original, source);
    return { source, bytes: statSync(original).size };
  });
  writeFileSync(join(folder, 'run.jsonl'), manifestOf(photographs));
  const page = join(folder, 'report.html');
  const start = performance.now();
  retinaps(`New-RetinaReport '${page}' -Manifest '${join(folder, 'run.jsonl')}'`);
  return { page, seconds: Number(((performance.now() - start) / 1000).toFixed(1)) };
}

async function measure(page) {
  const browser = await launch();
  const loads = [];
  for (let i = 0; i < 5; i++) {
    const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await tab.goto(`file://${page}`);
    await tab.waitForSelector('.scroller[data-arrived=true]');
    loads.push(await tab.evaluate(() => ({
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      ready: performance.getEntriesByName('report-ready')[0].startTime,
      loaded: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
    })));
    await tab.close();
  }

  const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await tab.goto(`file://${page}`);
  await tab.waitForSelector('.scroller[data-arrived=true]');
  await tab.locator('#photographs').scrollIntoViewIfNeeded();
  const search = tab.getByRole('searchbox');
  const searches = [];
  for (const text of ['photograph-0', '00', '099', '9', '']) {
    searches.push(await timed(tab, (value) => {
      const input = document.querySelector('input[type=search]');
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, text));
  }

  await search.fill('');
  const sorts = [];
  for (const column of ['col-maskRatio', 'col-circleRadius', 'col-name', 'col-totalMs', 'col-status'])
    sorts.push(await timed(tab, (name) => document.querySelector(`thead .${name} button`).click(), column));
  const bars = [];
  for (const bar of [5, 6, 7, 8, 8])
    bars.push(await timed(tab, (index) => document.querySelectorAll('.histogram')[2].querySelectorAll('button')[index].click(), bar));
  const scrolled = await tab.evaluate(scrollThrough);
  const version = browser.version();
  await browser.close();
  const median = (values) => Number([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)].toFixed(1));
  return {
    firstPaint: median(loads.map((load) => load.firstPaint)),
    ready: median(loads.map((load) => load.ready)),
    loaded: median(loads.map((load) => load.loaded)),
    search: median(searches),
    sort: median(sorts),
    bar: median(bars),
    ...scrolled,
    version,
  };
}

/** From an action to the end of the frame that shows what it did. */
async function timed(tab, action, argument) {
  return await tab.evaluate(([source, value]) => new Promise((resolve) => {
    const start = performance.now();
    new Function(`return (${source})`)()(value);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  }), [action.toString(), argument]);
}

/** Runs in the page: scrolls by a tenth to nine tenths of a view a frame, and looks at each frame whether rows cover the whole view. */
async function scrollThrough() {
  const scroller = document.querySelector('.scroller');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  let [gaps, frames, last] = [0, 0, performance.now()];
  scroller.scrollTop = 0;
  await frame();
  for (let top = 0, step = 0; top < scroller.scrollHeight - scroller.clientHeight; step++) {
    top += scroller.clientHeight * (0.1 + 0.8 * ((step % 9) / 8));
    scroller.scrollTop = top;
    await frame();
    // What the frame after this one shows is what stands in the page when it begins.
    const view = scroller.getBoundingClientRect();
    const edge = view.top + scroller.querySelector('thead').getBoundingClientRect().height;
    const covered = [...scroller.querySelectorAll('tbody:not(.gap)')].map((row) => row.getBoundingClientRect())
      .filter((row) => row.bottom > edge && row.top < view.bottom).reduce((sum, row) => sum + Math.min(row.bottom, view.bottom) - Math.max(row.top, edge), 0);
    gaps += covered < view.bottom - edge - 2 ? 1 : 0;
    frames++;
    const now = performance.now();
    times.push(now - last);
    last = now;
  }

  times.sort((a, b) => a - b);
  return { gaps, frames, frameTime: Number(times[Math.floor(times.length * 0.95)].toFixed(1)) };
}
