import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { useSagas } from './sagas.fixture.ts';
import { notedWorks, trip, type Notebook } from './trip.fixture.ts';

describeWithServer('POSTGRES_URL', 'a runner that is killed, on a real Postgres', (postgres) => {
  const { start, databaseUrl, prepare } = useSagas(postgres);

  const operations = ['book-flight', 'book-hotel', 'send-tickets', 'cancel-hotel', 'cancel-flight'];
  it.each(operations.flatMap((name) => [[name, 'before'], [name, 'after']] as const))('in %s, %s its effect: another one ends the saga, with each effect once', async (name, when) => {
    const seat = name.startsWith('cancel') ? 'none' : '1A';
    await prepare('t-1', { seat });
    const doomed = fork(join(import.meta.dirname, 'doomed-process.fixture.ts'), [databaseUrl(), name, when], { execArgv: [] });
    expect(await once(doomed, 'exit')).toEqual([null, 'SIGKILL']);

    const notebook: Notebook = {};
    const survivor = await start(trip([], notedWorks(notebook)), { onOpen: (db) => { notebook.db = db; } });
    await survivor.hurry();
    const { state } = await survivor.end('t-1');

    const notes = (await survivor.db.selectFrom('note').select('text').orderBy('position').execute()).map(({ text }) => text.replace('book-trip:t-1:', ''));
    expect([state, notes]).toEqual(
      seat === 'none' ? ['compensated', ['book-flight', 'book-hotel', 'book-hotel:undo', 'book-flight:undo']] : ['completed', ['book-flight', 'book-hotel', 'send-tickets']],
    );
    expect((await survivor.attempts()).filter((attempt) => attempt.endsWith('interrupted'))).toHaveLength(1);
  });
});
