import { notedWorks, startTrips, trip, type Notebook } from './trip.fixture.ts';

/**
 * `node doomed-process.fixture.ts DATABASE_URL OPERATION WHEN`: an instance whose process is killed, as by `kill -9`, before or after the effect
 * of an operation; the end of the step is not written in either case.
 */
const [url = '', doomed = '', when = ''] = process.argv.slice(2);

/** Should it never come to that: a test that was stopped leaves nothing running. */
const longestMs = 60_000;
setTimeout(() => { process.exit(1); }, longestMs).unref();

const die = async (): Promise<void> => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
};
const notebook: Notebook = {};
const works = notedWorks(notebook, async (name, now) => { if (name === doomed && now === when) await die(); });
await startTrips(trip([], works), { url, onOpen: (db) => { notebook.db = db; } });
