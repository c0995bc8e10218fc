import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import contractPackage from '../contract/package.json' with { type: 'json' };

const contract = join(import.meta.dirname, '..', 'contract');
const fresh = mkdtempSync(join(tmpdir(), 'proto-types-'));
afterAll(() => { rmSync(fresh, { recursive: true }); });

/** Lines of each file below a folder; the order of imports is that of names, which is nobody's concern. */
const linesIn = (folder: string): Readonly<Record<string, readonly string[]>> => Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts')).toSorted().map((file) => [file, readFileSync(join(folder, file), 'utf8').split('\n').toSorted()]));

test('the types are those of the proto file: if not, run the script `proto` of the contract package', () => {
  const [, ...args] = contractPackage.scripts.proto.replace('src/generated', fresh).split(' ');
  const generator = createRequire(join(contract, 'package.json')).resolve('@grpc/proto-loader/build/bin/proto-loader-gen-types.js');
  execFileSync(process.execPath, [generator, ...args], { cwd: contract });

  expect(linesIn(join(contract, 'src/generated'))).toEqual(linesIn(fresh));
});
