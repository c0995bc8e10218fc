import { mkdir, open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, UserError } from '../../../shared/errors.ts';
import type { Store } from '../model/store.ts';
import { encodeRecord } from './record.ts';
import type { JournalRecord } from './record.ts';
import { replay } from './replay.ts';
import { recordsOf } from './stored.ts';
import type { Stored } from './stored.ts';

const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const makeDirectory = async (directory: string): Promise<void> => {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw new UserError(ExitCode.failed, `The broker cannot keep its messages in ${directory}: ${String(error)}`, 'Remove what stands there, or make the folder around it writable.');
  }
};

const batchLength = 1024;

/** Writes the state anew beside the old journal and takes its place with one rename, so there is a whole journal at any time. */
const compact = async (directory: string, stored: Stored): Promise<FileHandle> => {
  const fresh = join(directory, 'journal.new');
  const file = await open(fresh, 'w');
  const records = recordsOf(stored);
  for (let start = 0; start < records.length; start += batchLength) {
    await file.appendFile(Buffer.concat(records.slice(start, start + batchLength).map(encodeRecord)));
  }
  await file.datasync();
  await rename(fresh, join(directory, 'journal'));
  await syncDirectory(directory);
  return file;
};

interface Batch {
  records: Buffer[];
  waiting: ((safe: boolean) => void)[];
}

interface Writing {
  readonly file: FileHandle;
  readonly log: (line: string) => void;
  next: Batch;
  backlog: number;
  /** The batch that is being written, or what came of the last one. */
  current: Promise<void> | undefined;
  broken: boolean;
}

const writeBatch = async (writing: Writing, { records, waiting }: Batch): Promise<void> => {
  const bytes = Buffer.concat(records);
  try {
    if (!writing.broken && bytes.length > 0) {
      await writing.file.appendFile(bytes);
      await writing.file.datasync();
    }
  } catch (error) {
    // After half a record nothing that follows could be read again: no more is promised from here on.
    writing.broken = true;
    writing.log(`amqp: the journal cannot be written; persistent messages are refused from now on: ${String(error)}`);
  }
  writing.backlog -= bytes.length;
  for (const done of waiting) done(!writing.broken);
};

/** Group commit: all that comes while one batch is being synced is the next batch, and shares one fdatasync. */
const pump = async (writing: Writing): Promise<void> => {
  while (writing.next.records.length > 0 || writing.next.waiting.length > 0) {
    const batch = writing.next;
    writing.next = { records: [], waiting: [] };
    await writeBatch(writing, batch);
  }
  writing.current = undefined;
};

/** Begins in the next turn of the event loop, so that one chunk of a socket is one batch. */
const wake = (writing: Writing): void => {
  writing.current ??= new Promise<void>((resolve) => { setImmediate(resolve); }).then(() => pump(writing));
};

const storeOf = (writing: Writing): Store => ({
  append: (record: JournalRecord) => {
    const bytes = encodeRecord(record);
    writing.next.records.push(bytes);
    writing.backlog += bytes.length;
    wake(writing);
  },
  committed: (done) => {
    writing.next.waiting.push(done);
    wake(writing);
  },
  backlog: () => writing.backlog,
  close: async () => {
    while (writing.current !== undefined) await writing.current;
    await writing.file.close();
  },
});

export interface Journal {
  readonly stored: Stored;
  readonly store: Store;
}

/**
 * Reads what an earlier broker left in `directory`, compacts it and goes on from there. The caller sees to it that the directory
 * has one broker at a time (`ms dev` holds the lock of its system): a second one would compact the journal away under the first.
 */
export const openJournal = async (directory: string, log: (line: string) => void): Promise<Journal> => {
  await makeDirectory(directory);
  const { stored, dropped } = await replay(join(directory, 'journal'));
  if (dropped > 0) log(`amqp: dropped ${dropped} bytes at the end of the journal, which are no whole record`);
  const file = await compact(directory, stored);
  return { stored, store: storeOf({ file, log, next: { records: [], waiting: [] }, backlog: 0, current: undefined, broken: false }) };
};
