// Opens reports in headless Chromium. ReportPageTests makes them and runs this: REPORT is one of a few photographs with pictures,
// LARGE_REPORT one of 10,000 without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';

const small = pathToFileURL(process.env.REPORT).href;
const large = pathToFileURL(process.env.LARGE_REPORT).href;
const data = JSON.parse(/id="report-data">(.*?)<\/script>/s.exec(readFileSync(process.env.REPORT, 'utf8'))[1]);
const { photographs } = data;
const countOf = (status) => photographs.status.filter((other) => other === status).length;

let browser;
let context;

before(async () => {
  browser = await launch();
});
after(() => browser.close());
afterEach(() => context?.close());

/** Opens a report; whatever the page complains of, or asks for beside itself, is in `page.said`. */
async function open(url = small, options = {}) {
  context = await browser.newContext({ viewport: { width: 1400, height: 900 }, colorScheme: 'light', permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const page = await context.newPage();
  page.said = [];
  page.on('console', (message) => page.said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => page.said.push(`error: ${error}`));
  page.on('dialog', (dialog) => { page.said.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('request', (request) => { if (request.url() !== url) page.said.push(`request: ${request.url()}`); });
  await page.goto(url);
  await page.waitForSelector('.scroller[data-arrived=true]');
  return page;
}

const names = (page) => page.locator('tbody .name').allTextContents();
const column = async (page, name) => (await page.locator(`tbody .col-${name}`).allTextContents()).map((text) => text.replace(' (outlier)', ''));
const header = (page, name) => page.getByRole('columnheader', { name });
const shown = (page) => page.locator('.heading .shown').textContent();
const row = (page, name) => page.locator('tbody[data-row]').filter({ has: page.locator('.name', { hasText: name }) });

test('a report loads without a complaint and without a request', async () => {
  const page = await open();
  await page.locator('#runs-title').scrollIntoViewIfNeeded();
  await page.locator('[data-toggle]').first().click();
  await page.waitForTimeout(200);
  assert.deepEqual(page.said, []);
});

test('the page could not make a request if it wanted to', async () => {
  const page = await open();
  assert.equal(await page.evaluate(() => fetch('data:,x').then(() => 'answered', () => 'refused')), 'refused');
  assert.equal(await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.smuggled = true';
    document.body.append(script);
    return window.smuggled ?? 'blocked';
  }), 'blocked');
});

test('the summary counts what the records say', async () => {
  const page = await open();
  assert.match(await page.locator('.total').textContent(), new RegExp(`^${photographs.source.length} photographs$`));
  for (const status of ['Failed', 'Doubtful', 'Done'])
    assert.equal(await page.locator(`.count.${status.toLowerCase()} strong`).textContent(), String(countOf(status)));
});

test('failures come first, then what is doubtful', async () => {
  const page = await open();
  const statuses = await page.locator('tbody .status').allTextContents();
  assert.deepEqual(statuses.slice(0, countOf('Failed')), Array(countOf('Failed')).fill('Failed'));
  assert.deepEqual(statuses.slice(countOf('Failed'), countOf('Failed') + countOf('Doubtful')), Array(countOf('Doubtful')).fill('Doubtful'));
  assert.equal(await header(page, 'Status').getAttribute('aria-sort'), 'ascending');
});

test('a column is sorted up, then down, and what is not known stays last', async () => {
  const page = await open();
  for (const [order, sign] of [['ascending', 1], ['descending', -1]]) {
    await header(page, 'Eye radius').getByRole('button').click();
    assert.equal(await header(page, 'Eye radius').getAttribute('aria-sort'), order);
    const known = photographs.circleRadius.filter((radius) => radius !== null).sort((a, b) => sign * (a - b));
    const expected = known.map((radius) => radius.toFixed(1));
    assert.deepEqual((await column(page, 'circleRadius')).slice(0, 5), expected.slice(0, 5));
  }
});

test('a search narrows the table, and a screen reader is told', async () => {
  const page = await open();
  const wanted = photographs.source.filter((source) => /unicode/i.test(source)).length;
  await page.getByRole('searchbox').fill('UNICODE œil');
  assert.equal(await shown(page), `${wanted} of ${photographs.source.length} photographs`);
  await page.waitForFunction((text) => document.querySelector('[role=status]').textContent === text, `${wanted} of ${photographs.source.length} photographs`);
  await page.getByRole('searchbox').fill('nothing like this');
  assert.equal(await page.locator('.nothing').textContent(), 'No photograph matches.');
  await page.getByRole('button', { name: 'Show all' }).first().click();
  assert.equal(await shown(page), `${photographs.source.length} photographs`);
});

test('statuses filter, from the summary and from the table', async () => {
  const page = await open();
  await page.locator('.count.failed').click();
  assert.equal(await shown(page), `${countOf('Failed')} of ${photographs.source.length} photographs`);
  await page.locator('.filters').getByRole('button', { name: 'Doubtful' }).click();
  assert.equal(await shown(page), `${countOf('Failed') + countOf('Doubtful')} of ${photographs.source.length} photographs`);
  assert.equal(await page.locator('.count.doubtful').getAttribute('aria-pressed'), 'true');
});

test('a bar of a chart shows just the photographs that it counts, and lets go of them', async () => {
  const page = await open();
  for (const chart of ['Eye radius', 'Confidence', 'Decode']) {
    const bars = page.getByRole('group', { name: new RegExp(`^${chart}: bars`) }).locator('button:not([disabled])');
    for (const bar of [bars.first(), bars.last()]) {
      const count = Number(/: ([\d,]+) photograph/.exec(await bar.getAttribute('aria-label'))[1].replace(',', ''));
      await bar.click();
      assert.equal(await bar.getAttribute('aria-pressed'), 'true');
      assert.equal(await shown(page), `${count} of ${photographs.source.length} photographs`);
      await page.locator('.tag').click();
      assert.equal(await shown(page), `${photographs.source.length} photographs`);
    }
  }
});

test('the bars of a chart hold every photograph that has the number', async () => {
  const page = await open();
  for (const [chart, field] of [['Eye radius', 'circleRadius'], ['Mask ratio', 'maskRatio'], ['Encode', 'encodeMs']]) {
    const labels = await page.getByRole('group', { name: new RegExp(`^${chart}: bars`) }).locator('button').evaluateAll((bars) => bars.map((bar) => bar.ariaLabel));
    const sum = labels.reduce((total, label) => total + Number(/: ([\d,]+) photograph/.exec(label)[1]), 0);
    assert.equal(sum, photographs[field].filter((value) => value !== null).length);
  }
});

test('outliers are marked and can be asked for', async () => {
  const page = await open();
  const button = page.locator('.chart', { hasText: 'Eye radius' }).locator('.outliers');
  const count = Number.parseInt(await button.textContent(), 10);
  await button.click();
  assert.equal(await page.locator('tbody .col-circleRadius.marked').count(), count);
  assert.equal(await page.locator('tbody[data-row]').count(), count);
  assert.ok((await names(page)).includes('outlier.png'));
});

test('a row opens to pictures, all fields, the error and what to do', async () => {
  const page = await open();
  await row(page, 'damaged.jpg').click();
  const details = row(page, 'damaged.jpg').locator('.details');
  assert.match(await details.textContent(), /RetinaPS\.DecodeFailed/);
  assert.match(await details.textContent(), /Copy it again from where it came from/);
  await row(page, 'damaged.jpg').getByRole('button', { name: 'damaged.jpg' }).click();
  assert.equal(await page.locator('.details').count(), 0);
  await row(page, 'eye-1.png').click();
  const images = await row(page, 'eye-1.png').locator('.details img').evaluateAll((all) => Promise.all(all.map((image) => image.decode().then(() => image.naturalWidth))));
  assert.deepEqual(images, [200, 200]);
  assert.match(await row(page, 'eye-1.png').locator('.details').textContent(), /eye-1\.png.*\/out\/eye-1\.png/s);
});

test('the outline lies on the rim of the eye', async () => {
  const page = await open();
  await row(page, 'eye-1.png').click();
  const i = photographs.source.findIndex((source) => source.endsWith('eye-1.png'));
  const place = await row(page, 'eye-1.png').locator('.details circle').evaluate((circle) => {
    const frame = circle.closest('.picture').getBoundingClientRect();
    const { left, width, top, height } = circle.getBoundingClientRect();
    return { x: (left + width / 2 - frame.left) / frame.width, radius: width / 2 / frame.width, y: (top + height / 2 - frame.top) / frame.height };
  });
  const size = photographs.sourceWidth[i];
  const letterbox = (size - photographs.sourceHeight[i]) / 2;
  assert.ok(Math.abs(place.x - (photographs.circleX[i] + 0.5) / size) < 0.01, JSON.stringify(place));
  assert.ok(Math.abs(place.y - (photographs.circleY[i] + 0.5 + letterbox) / size) < 0.01, JSON.stringify(place));
  assert.ok(Math.abs(place.radius - photographs.circleRadius[i] / size) < 0.01, JSON.stringify(place));
  await page.getByLabel('Mask outline').uncheck();
  assert.equal(await page.locator('.outline').count(), 0);
});

test('a row of a failure says why, with the name alone for its path', async () => {
  const page = await open();
  assert.equal(await row(page, 'damaged.jpg').locator('.problem').textContent(), "Cannot decode 'damaged.jpg': its JPEG data are damaged.");
});

test('names of files are text, whatever they hold', async () => {
  const page = await open();
  const hostile = photographs.source.filter((source) => /[<>"'&]/.test(source)).map((source) => source.slice(source.lastIndexOf('/') + 1));
  assert.ok(hostile.length >= 3);
  for (const name of hostile) {
    await page.getByRole('searchbox').fill(name.split(' ')[0]);
    assert.ok((await names(page)).includes(name), name);
    await row(page, name).click();
  }
  assert.equal(await page.title(), data.title);
  assert.equal(await page.locator('h1').textContent(), data.title);
  assert.equal(await page.locator('#report img:not([src^="data:image/webp;base64,"])').count(), 0);
  assert.deepEqual(page.said, []);
});

test('everything can be done by keyboard', async () => {
  const page = await open();
  const focused = () => page.evaluate(() => document.activeElement.closest('tbody')?.querySelector('.name').textContent ?? document.activeElement.ariaLabel ?? document.activeElement.textContent);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the photographs');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Search photographs');
  await page.keyboard.type('eye-');
  const [first, second] = await names(page);
  for (let i = 0; i < 40 && await focused() !== first; i++)
    await page.keyboard.press('Tab');
  assert.equal(await focused(), first);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), second);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.details').count(), 1);
  assert.equal(await focused(), second);
  await page.keyboard.press('End');
  assert.equal(await focused(), (await names(page)).at(-1));
  await page.keyboard.press('Home');
  assert.equal(await focused(), first);

  await page.locator('.histogram button[tabindex="0"]').first().focus();
  await page.keyboard.press('ArrowRight');
  const bar = await focused();
  await page.keyboard.press('Space');
  assert.equal(await page.locator('.histogram button[aria-pressed=true]').getAttribute('aria-label'), bar);
});

test('what has the focus shows it', async () => {
  const page = await open();
  const invisible = [];
  for (let i = 0; i < 45; i++) {
    await page.keyboard.press('Tab');
    const bare = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element.closest('label') ?? element;
      return element === document.body || [element, label].some((one) => getComputedStyle(one).outlineStyle !== 'none') ? null : element.outerHTML.slice(0, 120);
    });
    if (bare)
      invisible.push(bare);
  }
  assert.deepEqual(invisible, []);
});

test('the page is dark where the system is, and as one chooses, and remembers it', async () => {
  const page = await open(small, { colorScheme: 'dark' });
  const brightness = () => page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
    return (r + g + b) / 3;
  });
  assert.ok(await brightness() < 40);
  await page.getByLabel('Light', { exact: true }).check({ force: true });
  assert.ok(await brightness() > 200);
  await page.reload();
  assert.ok(await brightness() > 200);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing to mend, ${colorScheme}`, async () => {
    const page = await open(small, { colorScheme });
    await row(page, 'damaged.jpg').click();
    await row(page, 'eye-1.png').click();
    await page.getByRole('group', { name: /^Mask ratio: bars/ }).locator('button:not([disabled])').first().click();
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`), []);
  });
}

test('nothing hangs over the edge of a narrow window', async () => {
  const page = await open(small, { viewport: { width: 390, height: 844 } });
  await row(page, 'eye-1.png').click();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.deepEqual(await page.locator('.scroller').evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth), 0);
});

test('the command can be copied', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Copy the command' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), data.runs.at(-1).command);
});

test('of 10,000 rows few exist, and none is missing in view', async () => {
  const page = await open(large);
  assert.equal(await page.locator('table').getAttribute('aria-rowcount'), '10001');
  const missing = await page.locator('.scroller').evaluate(async (scroller) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const bad = [];
    for (const part of [0, 0.001, 0.2, 0.201, 0.202, 0.9, 0.5, 0.4999, 1]) {
      scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight);
      await frame();
      await frame();
      const view = scroller.getBoundingClientRect();
      const top = view.top + scroller.querySelector('thead').offsetHeight;
      const rows = [...scroller.querySelectorAll('tbody[data-row]')].map((body) => body.getBoundingClientRect());
      const covered = rows.reduce((sum, row) => sum + Math.max(0, Math.min(row.bottom, view.bottom) - Math.max(row.top, top)), 0);
      if (covered < view.bottom - top - 2 || rows.length > 60)
        bad.push({ part, rows: rows.length, covered, view: view.bottom - top });
    }
    return bad;
  });
  assert.deepEqual(missing, []);
  await page.locator('tbody [data-toggle][tabindex="0"]').focus();
  await page.keyboard.press('End');
  const last = page.locator('tr[aria-rowindex="10001"]');
  await last.waitFor();
  assert.ok(await last.locator('[data-toggle]').evaluate((button) => button === document.activeElement));
  await page.keyboard.press('ArrowUp');
  assert.ok(await page.locator('tr[aria-rowindex="10000"] [data-toggle]').evaluate((button) => button === document.activeElement));
});
