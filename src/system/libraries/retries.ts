import type { RetryLibrary } from './library.ts';
import { axiosRetry, backOff, cockatielRetry, retryFamily, rxjsRetry } from './retries/policies.ts';

export const retryLibraries: readonly RetryLibrary[] = [axiosRetry, backOff, cockatielRetry, retryFamily, rxjsRetry];
