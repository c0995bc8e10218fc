import type { Service } from '@sample-system/chassis';
import { defineFlags, openFlags } from '@sample-system/chassis/flags';
import type { Flags } from '@sample-system/chassis/flags';

/**
 * What can be switched without a release: the value where nobody says another, who takes the flag out again, and by when. Rules stand in
 * `flags.json`. A flag whose time has come goes with the way that lost: here, there, and where it is read.
 */
export const declaredFlags = defineFlags({});

/** Ask it where the ways part: `await flags.value('…')`. A test hands over `fixedFlags(declaredFlags, { … })` of chassis/testing. */
export type ServiceFlags = Flags<typeof declaredFlags>;

export const openServiceFlags = (service: Service): ServiceFlags => openFlags(service, declaredFlags, { file: new URL('../flags.json', import.meta.url) });
