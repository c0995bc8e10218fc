import { systemCode } from './text-file.ts';

/** True while a process of that number runs, whoever's it is. */
export const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
};
