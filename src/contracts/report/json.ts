import type { Reporter } from './comparison.ts';

/** The contract for programs, version 1. */
export const json: Reporter = ({ ref, commit, changes, at }) => JSON.stringify({
  version: 1,
  against: { ref, commit },
  changes: changes.map(({ service, subject, code, breaking, place, what, file, breaks }) => ({
    service, subject, code, breaking, place, what, file: at(file),
    breaks: breaks.map(({ service: consumer, file: site, line, by, now }) => ({ service: consumer, file: at(site), line, by, now })),
  })),
}, null, 2);
