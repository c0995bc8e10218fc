import type { ServiceConfig } from '../../chassis/src/config/config.ts';
import { loadConfig } from '../../chassis/src/config/load-config.ts';
import type { ConfigOf, ConfigShape, Environment } from '../../chassis/src/config/load-config.ts';
import { serviceConfig } from '../../chassis/src/config/shapes.ts';

/** Variables that the framework around has a use of its own for: the chassis does not listen for it, so what they say is not ours to judge. */
const theirs = ['HOST', 'PORT', 'ADVERTISE_HOST'] as const;

const without = (env: Environment, names: readonly string[]): Environment => Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

/** Loggers have levels of their own (`http`, `verbose`): one that ours does not know is no mistake. */
const knownLevel = (level: string | undefined): boolean => serviceConfig.LOG_LEVEL.safeParse(level).success;

/** What the chassis reads of a service's environment. @throws ConfigError naming every variable that does not fit */
export const hostConfig = <const Shape extends ConfigShape>(shape: Shape, env: Environment): ServiceConfig & ConfigOf<Shape> =>
  loadConfig({ ...serviceConfig, ...shape }, without(env, knownLevel(env['LOG_LEVEL']) ? theirs : [...theirs, 'LOG_LEVEL']));
