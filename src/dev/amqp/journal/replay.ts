import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ExitCode, UserError } from '../../../shared/errors.ts';
import { decodeRecord } from './record.ts';
import { applyRecord, emptyStored, formatVersion } from './stored.ts';
import type { Stored } from './stored.ts';

export interface Replay {
  readonly stored: Stored;
  /** Bytes at the end that are no whole record: what a killed broker was writing. */
  readonly dropped: number;
}

const chunkLength = 4 * 1024 * 1024;

const openIfThere = async (path: string): Promise<FileHandle | undefined> => {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Applies the whole records at the start of `bytes`; returns where the rest begins. */
const applyWhole = (stored: Stored, bytes: Buffer, path: string): number => {
  let offset = 0;
  for (let next = decodeRecord(bytes, offset); next !== undefined; next = decodeRecord(bytes, offset)) {
    if (next.record.kind === 'format' && next.record.version !== formatVersion) {
      throw new UserError(ExitCode.refused, `${path} was written by a broker of format ${next.record.version}; this one reads ${formatVersion}.`,
        'Use the version of create-microservice that wrote it, or remove the file: the messages in it are lost then.');
    }
    applyRecord(stored, next.record);
    offset = next.end;
  }
  return offset;
};

const replayFrom = async (file: FileHandle, path: string): Promise<Replay> => {
  const stored = emptyStored();
  let rest: Buffer = Buffer.alloc(0);
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkLength);
    const { bytesRead } = await file.read(chunk, 0, chunkLength);
    if (bytesRead === 0) return { stored, dropped: rest.length };
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    rest = bytes.subarray(applyWhole(stored, bytes, path));
  }
};

/** Reads a journal; one that is not there is empty. */
export const replay = async (path: string): Promise<Replay> => {
  const file = await openIfThere(path);
  if (file === undefined) return { stored: emptyStored(), dropped: 0 };
  try {
    return await replayFrom(file, path);
  } finally {
    await file.close();
  }
};
