import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user of this machine that Postgres may run as; it refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

const accountNamed = (name: string, passwd: string): Account | undefined => {
  const [, , uid, gid] = passwd.split('\n').find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
};

/** The account to step down to; undefined when this process is not root and Postgres runs as the user that is here. */
export const unprivilegedAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = readFileSync('/etc/passwd', 'utf8');
  return CANDIDATES.map((name) => accountNamed(name, passwd)).find((account) => account !== undefined);
};

const OTHERS_MAY_ENTER = 0o001;

/** True when the account may walk down to `path`: a home such as /root shuts everybody else out. */
export const canReach = (path: string, account: Account | undefined): boolean => {
  if (account === undefined) return true;
  const parent = dirname(path);
  const { mode, uid } = statSync(path);
  const open = (mode & OTHERS_MAY_ENTER) !== 0 || uid === account.uid;
  return open && (parent === path || canReach(parent, account));
};
