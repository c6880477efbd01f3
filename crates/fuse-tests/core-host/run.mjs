// Runs the command that is a bare core module: node run.mjs MANIFEST [--program NAME] [--dir HOST::GUEST] [--stdin FILE] [-- ARGS]
//
// Leaves with the program's exit code, with 134 if it traps, and with 2 if it cannot be run.

import fs from 'node:fs';
import path from 'node:path';
import { Host } from './canonical.mjs';
import { Exit, wasi } from './wasi.mjs';

function parse(words) {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const options = words.slice(0, end);
  const given = { manifest: options.shift(), program: 'program', args: words.slice(end + 1), env: [], dirs: [], stdin: undefined };
  while (options.length > 0) {
    const [name, value] = options.splice(0, 2);
    if (value === undefined) throw new Error(`${name} needs a value`);
    if (name === '--program') given.program = value;
    else if (name === '--dir') given.dirs.push(value.split('::'));
    else if (name === '--stdin') given.stdin = value;
    else throw new Error(`there is no option ${name}`);
  }
  given.args.unshift(given.program);
  return given;
}

function run(given) {
  const manifest = JSON.parse(fs.readFileSync(given.manifest, 'utf8'));
  const host = new Host(manifest, wasi(given));
  const entry = manifest.exports.find((item) => item.interface?.startsWith('wasi:cli/run@') && item.function === 'run');
  if (!entry) throw new Error('the module does not export wasi:cli/run');
  host.instantiate(fs.readFileSync(path.join(path.dirname(given.manifest), manifest.module)));
  return host.call(entry.interface, 'run').tag === 'ok' ? 0 : 1;
}

try {
  process.exitCode = run(parse(process.argv.slice(2)));
} catch (error) {
  if (error instanceof Exit) {
    process.exitCode = error.code;
  } else if (error instanceof WebAssembly.RuntimeError) {
    process.stderr.write(`the program traps: ${error.message}\n`);
    process.exitCode = 134;
  } else {
    process.stderr.write(`error: ${error.stack}\n`);
    process.exitCode = 2;
  }
}
