// Generates proto/gen (protobufjs's static ES module and its types) from every .proto here. With --check it writes nothing and
// exits 1 where the files checked in are not what the sources give.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pbjs from 'protobufjs-cli/pbjs.js';

const here = dirname(fileURLToPath(import.meta.url));
const check = process.argv.includes('--check');
const checkedIn = join(here, 'gen');
const out = check ? mkdtempSync(join(tmpdir(), 'retort-proto-')) : checkedIn;
mkdirSync(out, { recursive: true });

const sources = readdirSync(here)
  .filter((name) => name.endsWith('.proto'))
  .sort()
  .map((name) => join(here, name));
const leftOut = ['verify', 'delimited', 'typeurl', 'service', 'create'].map((part) => `--no-${part}`);
const options = ['-t', 'static-module', '-w', 'esm', '--force-number', '--dts', ...leftOut];
await new Promise((resolve, reject) => {
  pbjs.main([...options, '-o', join(out, 'messages.js'), ...sources], (error) => (error ? reject(error) : resolve()));
});

// pbts imports the types of long for 64-bit numbers, which --force-number leaves out; who imports Retort need not have them.
const typesPath = join(out, 'messages.d.ts');
const types = readFileSync(typesPath, 'utf8').replace('import Long = require("long");\n', '');
if (types.includes('Long')) throw new Error(`${typesPath} names Long, which the package does not depend on`);
writeFileSync(typesPath, types);

const stale = check
  ? ['messages.js', 'messages.d.ts'].filter(
      (name) => readFileSync(join(out, name), 'utf8') !== readFileSync(join(checkedIn, name), 'utf8'),
    )
  : [];
if (stale.length > 0) {
  console.error(
    `proto/gen is not what proto/*.proto gives (${stale.join(', ')}): run "npm run generate" and commit the result.`,
  );
  process.exit(1);
}
