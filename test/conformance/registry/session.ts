import type { RegistryClient } from './registry-client.ts';

/** What each test has to itself: a name that no other run uses, so that a shared server does no harm. */
export interface Session {
  readonly client: () => RegistryClient;
  readonly name: () => string;
}
