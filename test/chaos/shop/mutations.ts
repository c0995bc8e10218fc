import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Patch {
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

const chassis = (path: string): string => `packages/chassis/src/${path}`;

/** What a copy can be made without. Each must be caught: that is the test of the invariants. */
const patches = {
  /** Events are sent when the change is committed, and are nowhere while they wait for that. */
  outbox: [
    { file: chassis('messages/open-messages.ts'), replace: 'outbox: createOutbox(service, relay)', by: 'outbox: createOutbox(service, relay, transport)' },
    { file: chassis('messages/outbox.ts'), replace: "import { outgoingEvents, type OutgoingEvent }", by: "import type { Transport } from '../bus/transport.ts';\nimport { outgoingEvents, toMessage, type OutgoingEvent }" },
    { file: chassis('messages/outbox.ts'), replace: "relay: Pick<RelayLoop, 'expect'>): Outbox<Database>", by: "relay: Pick<RelayLoop, 'expect'>, transport: Transport): Outbox<Database>" },
    {
      file: chassis('messages/outbox.ts'),
      replace: 'await keep(messageTablesIn(trx), events, given.key);',
      by: 'void keep; setTimeout(() => { for (const event of events) transport.send(toMessage(event)).catch(() => {}); }, 20);',
    },
  ],
  /** Whatever comes is worked on. */
  inbox: [{ file: chassis('messages/inbox.ts'), replace: 'if (await isFirst(messageTablesIn(trx), place))', by: 'if ((await isFirst(messageTablesIn(trx), place)) || true)' }],
  /** SIGTERM ends what is in hand. */
  drain: [
    { file: chassis('service/lifetime.ts'), replace: 'if (registration !== undefined) await leave(registration, parts);', by: 'if (registration !== undefined) void leave; parts.app.server.closeAllConnections();' },
  ],
  /** A step that could not be undone at once never is. */
  'compensation-retry': [{ file: chassis('sagas/move.ts'), replace: "state === 'compensating' ? step.compensationAttempts : step.attempts", by: "state === 'compensating' ? 1 : step.attempts" }],
} satisfies Readonly<Record<string, readonly Patch[]>>;

export type Protection = keyof typeof patches;

export const protections = Object.keys(patches) as readonly Protection[];

/** @throws when the text that a patch replaces is not there exactly once: the product has changed, and the patch proves nothing any more. */
export const mutate = (folder: string, protection: Protection): void => {
  for (const { file, replace, by } of patches[protection] as readonly Patch[]) {
    const path = join(folder, file);
    const pieces = readFileSync(path, 'utf8').split(replace);
    if (pieces.length !== 2) throw new Error(`--without ${protection}: ${file} has ${pieces.length - 1} times what is to be replaced: ${replace}`);
    writeFileSync(path, pieces.join(by));
  }
};
