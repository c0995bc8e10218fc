import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const made = (code: string, more = '') => twoServices(code, more).technologies.filter(({ service }) => service === 'orders').map(({ kind, name }) => `${kind} ${name}`).toSorted();

describe('technologies', () => {
  it('are what a service imports at run time, its language and its databases', () => {
    expect(made("import express from 'express';\nimport axios from 'axios';\nimport { Pool } from 'pg';\nimport { drizzle } from 'drizzle-orm/node-postgres';\nimport { Kafka } from 'kafkajs';\nimport type got from 'got';\nconst db = drizzle(new Pool({ connectionString: process.env.DATABASE_URL }));\nexpress(); axios.get('x'); new Kafka({});"))
      .toEqual(['broker kafka', 'engine postgres', 'http-client axios', 'language typescript', 'orm drizzle', 'web-framework express']);
  });

  it('are brokers by the name of a package, whoever wrote it', () => {
    expect(made("import { Bus } from '@acme/nestjs-event-store';\nimport { amount } from 'natural';\nnew Bus(amount);")).toEqual(['broker eventstore', 'language typescript']);
  });

  it('are one framework where Nest stands on another', () => {
    expect(made("import { NestFactory } from '@nestjs/core';\nimport { json } from 'express';\nNestFactory.create({}); json();")).toEqual(['language typescript', 'web-framework nestjs']);
  });
});

describe('sizes', () => {
  it('count files and lines of code of a service alone', () => {
    const { sizes } = twoServices("import { b } from './b.js';\n\n// a comment\nb();", '-- orders/src/b.ts --\nexport const b = () => 1;\n-- orders/src/b.test.ts --\ntest();\n');
    expect(sizes.find(({ service }) => service === 'orders')).toMatchObject({ files: 2, lines: 3, file: 'orders/src/main.ts' });
  });
});
