import { cacheFile, type CacheFile } from '../../files/cache-file.ts';
import type { Report } from '../../lint/rule.ts';
import type { Directive } from '../../lint/suppressions.ts';
import { sha256 } from '../../shared/sha256.ts';
import type { Files } from '../../system/files.ts';
import { holds, type Trace } from '../../system/trace.ts';
import type { Place } from '../read-system.ts';
import type { Reading } from '../reading.ts';
import type { Measure } from './judge.ts';

/** The report of the last run about a tree, for as long as it would be made again word for word (decision 13). */
export interface ReportMemory {
  readonly recall: () => Report | null;
  readonly keep: (report: Report, trace: Trace) => void;
}

interface Memory {
  readonly trace: Trace;
  readonly report: Report;
}

const none: ReportMemory = { recall: () => null, keep: () => undefined };

/** What stands below the first line when that is the one that is asked for. */
const below = (stored: Buffer | null, first: string): Memory | null => {
  if (stored === null || stored.toString('utf8', 0, Buffer.byteLength(first)) !== first) return null;
  try {
    return JSON.parse(stored.toString('utf8', Buffer.byteLength(first))) as Memory;
  } catch {
    // Left by a run that had no room.
    return null;
  }
};

export interface Remembering {
  readonly files: Files;
  readonly reading: Reading;
  readonly measure: Measure;
  readonly directives: readonly Directive[];
}

/** Everything that a report follows from, beside what the analysis asks of the tree. */
const questionOf = ({ folders }: Place, { files, measure, directives }: Remembering, version: string): string =>
  sha256(JSON.stringify([version, folders, files.isPart ?? false, files.paths, measure, directives]));

/** Which services a change concerns is told by the model: with `changed` nothing is remembered. */
export const openReportMemory = (place: Place, given: Remembering, file: CacheFile = cacheFile(place.root, 'report')): ReportMemory => {
  const { files, reading: { earlier }, measure } = given;
  if (earlier === null || measure.changed !== null) return none;
  const first = `report ${questionOf(place, given, earlier.version)}\n`;
  return {
    recall: () => {
      const memory = below(file.read(), first);
      return memory !== null && holds(memory.trace, files, earlier.same) ? memory.report : null;
    },
    keep: (report, trace) => { file.replace([first, JSON.stringify({ trace, report } satisfies Memory)]); },
  };
};
