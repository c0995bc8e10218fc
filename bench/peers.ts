import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './measure.ts';

/** The tools and frameworks that we are held against, installed once into `.cache/bench`, outside every workspace. */
const versions = {
  'create-vite': 'latest',
  '@nestjs/cli': 'latest',
  '@nestjs/core': 'latest',
  '@nestjs/common': 'latest',
  '@nestjs/platform-express': 'latest',
  'reflect-metadata': 'latest',
  rxjs: 'latest',
  fastify: 'latest',
  '@fastify/http-proxy': 'latest',
  '@fastify/helmet': 'latest',
  '@fastify/rate-limit': 'latest',
  'dependency-cruiser': 'latest',
  '@dbos-inc/dbos-sdk': 'latest',
  // The newest that dependency-cruiser can parse with.
  typescript: '^6',
} as const;

const root = join(import.meta.dirname, '..', '.cache', 'bench', 'peers');

/** Path of the folder whose `node_modules` holds the peers. */
export const peers = async (): Promise<string> => {
  if (!Object.keys(versions).every((name) => existsSync(join(root, 'node_modules', name)))) {
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: versions }));
    await run({ file: 'npm', args: ['install', '--no-audit', '--no-fund', '--ignore-scripts'], cwd: root });
  }
  return root;
};
