// Builds one readable bundle per screen into the Python package.
// `node build.mjs --check` builds aside and fails when the committed bundles differ.
import { build } from "esbuild";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "hubexplorer", "ui", "static");
const STEMS = ["browser", "card", "compare", "measure", "tune", "pins", "explorer"];
const MAX_GZIPPED_BYTES = 60_000;

/** Preact's own sources: its published builds are minified, and ours are to be read. */
const PREACT = Object.fromEntries(
  [
    ["preact/hooks", "hooks/src/index.js"],
    ["preact/jsx-runtime", "jsx-runtime/src/index.js"],
    ["preact", "src/index.js"],
  ].map(([name, path]) => [name, join(HERE, "node_modules/preact", path)]),
);

async function bundle(outdir) {
  await build({
    absWorkingDir: HERE,
    entryPoints: STEMS.flatMap((stem) => [`src/${stem}.tsx`, `src/${stem}.css`]),
    outdir,
    bundle: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox113", "safari16.4"],
    jsx: "automatic",
    jsxImportSource: "preact",
    alias: PREACT,
    charset: "utf8",
    legalComments: "inline",
    logLevel: "warning",
  });
}

async function differences(fresh) {
  const names = (await readdir(fresh)).sort();
  const found = [];
  for (const name of names) {
    const committed = await readFile(join(STATIC, name)).catch(() => null);
    const built = await readFile(join(fresh, name));
    if (committed === null || !committed.equals(built)) found.push(name);
  }
  const known = new Set(names);
  for (const name of await readdir(STATIC)) {
    if (/\.(js|css)$/.test(name) && !known.has(name)) found.push(`${name} (no source)`);
  }
  return found;
}

async function sizes(folder) {
  let fits = true;
  for (const stem of STEMS) {
    const packed = gzipSync(await readFile(join(folder, `${stem}.js`))).length;
    console.log(`${stem.padEnd(10)} ${(packed / 1000).toFixed(1)} kB gzipped`);
    if (packed > MAX_GZIPPED_BYTES) {
      console.error(`${stem}.js is larger than ${MAX_GZIPPED_BYTES / 1000} kB gzipped`);
      fits = false;
    }
  }
  return fits;
}

async function check() {
  const fresh = await mkdtemp(join(tmpdir(), "hubexplorer-widgets-"));
  try {
    await bundle(fresh);
    const found = await differences(fresh);
    if (found.length > 0) {
      console.error(`Not what \`npm run build\` makes: ${found.join(", ")}`);
      return false;
    }
    return await sizes(fresh);
  } finally {
    await rm(fresh, { recursive: true });
  }
}

if (process.argv.includes("--check")) {
  process.exitCode = (await check()) ? 0 : 1;
} else {
  await bundle(STATIC);
  process.exitCode = (await sizes(STATIC)) ? 0 : 1;
}
