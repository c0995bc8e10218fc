import { ExitCode, UserError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/is-record.ts';
import type { Infrastructure } from '../infrastructure.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';
import { writeFaults } from './faults-file.ts';

/** What `ms chaos` can break in a running `ms dev`. Each may reject with a UserError that says why not. */
export interface Levers {
  readonly kill: (service: string) => void;
  readonly lose: (part: string) => Promise<void>;
  readonly restore: (part: string) => Promise<void>;
  /** Faults by service, in place of those before. */
  readonly setFaults: (faults: unknown) => void;
}

export interface LeverParts {
  /** `.ms/dev` */
  readonly directory: string;
  readonly supervisor: () => Supervisor | undefined;
  readonly infrastructure: () => Infrastructure | undefined;
  /** Services look for faults: see `chaosModule`. */
  readonly injects: boolean;
  readonly say: (line: string) => void;
}

const refused = (message: string): UserError => new UserError(ExitCode.refused, message, 'Leave it out of the experiment.');

export const createLevers = ({ directory, supervisor, infrastructure, injects, say }: LeverParts): Levers => {
  const part = (name: string) => {
    const found = name === 'broker' || name === 'registry' ? infrastructure()?.losable[name] : undefined;
    if (found === undefined) throw refused(`the ${name} is none that ms dev brought: a part that was given by a URL is not broken`);
    return found;
  };
  return {
    kill: (name) => {
      const service = supervisor()?.find(name);
      if (service === undefined) throw refused(`there is no service ${name}`);
      say(`chaos: ${name} is killed`);
      service.kill();
    },
    lose: async (name) => {
      say(`chaos: the ${name} goes away`);
      await part(name).lose();
    },
    restore: async (name) => {
      await part(name).restore();
      say(`chaos: the ${name} is back`);
    },
    setFaults: (faults) => {
      if (!isRecord(faults)) throw refused('faults are an object by service');
      if (!injects) throw refused('services of this run do not let their answers be broken: NODE_ENV is production, or packages/chassis has no src/chaos');
      say(Object.keys(faults).length === 0 ? 'chaos: no faults any more' : `chaos: answers of ${Object.keys(faults).join(', ')} are broken`);
      writeFaults(directory, faults);
    },
  };
};
