// Bundles the page into one HTML file: node build.mjs [OUTPUT]
// Scripts and styles are inlined, and the page's content security policy names the script by its hash and allows nothing else: no request
// can leave the page, and a script that a file name smuggled in would not run.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const output = resolve(process.argv[2] ?? join(root, 'dist', 'report.html'));

const result = await build({
  entryPoints: [join(root, 'src/main.tsx'), join(root, 'src/styles/report.css')],
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'iife',
  target: ['chrome123', 'firefox128', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.woff2': 'dataurl' },
  legalComments: 'none',
  logLevel: 'warning',
});

const textOf = (extension) => result.outputFiles.find((file) => file.path.endsWith(extension)).text.trim();
// The two sequences that would end or confuse the element that the text stands in.
const script = textOf('.js').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const style = textOf('.css');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${hash(script)}; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'`;

const parts = { policy, style, script, licences: escapeText(await licences(result.metafile)) };
const template = await readFile(join(root, 'src/page.html'), 'utf8');
const page = template.replace(/<!--build:(\w+)-->/g, (_, name) => parts[name]);
await mkdir(dirname(output), { recursive: true });
await writeFile(output, page);

/** The licence of every package of which code or data went into the page, each text once. */
async function licences(metafile) {
  const folders = new Set(Object.keys(metafile.inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
  const texts = new Map();
  for (const folder of [...folders].sort()) {
    const about = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const file = (await readdir(join(root, folder))).find((name) => /^licen[cs]e(\.|$)/i.test(name));
    if (!file)
      throw new Error(`${about.name} has no licence file, so it cannot be bundled.`);
    const text = (await readFile(join(root, folder, file), 'utf8')).trim();
    texts.set(text, [...(texts.get(text) ?? []), `${about.name} ${about.version} (${about.license})`]);
  }

  return [...texts].map(([text, packages]) => `${packages.join('\n')}\n\n${text}`).join(`\n\n${'-'.repeat(80)}\n\n`);
}

function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
