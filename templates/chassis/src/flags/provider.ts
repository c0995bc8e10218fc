import type { EvaluationContext, FlagValueType, JsonValue, Provider, ResolutionDetails } from '@openfeature/server-sdk';

/** One question: a flag of a type, its default, and for whom. */
export interface Question<Value extends JsonValue> {
  readonly flag: string;
  readonly type: FlagValueType;
  readonly fallback: Value;
  readonly context: EvaluationContext;
}

export interface FlagSource {
  readonly name: string;
  readonly resolve: <Value extends JsonValue>(question: Question<Value>) => Promise<ResolutionDetails<Value>>;
  readonly open?: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** A source as OpenFeature wants it, with a method a type. */
export const providerOf = ({ name, resolve, open, close }: FlagSource): Provider => ({
  metadata: { name },
  runsOn: 'server',
  ...(open !== undefined && { initialize: open }),
  ...(close !== undefined && { onClose: close }),
  resolveBooleanEvaluation: async (flag, fallback, context) => resolve({ flag, type: 'boolean', fallback, context }),
  resolveStringEvaluation: async (flag, fallback, context) => resolve({ flag, type: 'string', fallback, context }),
  resolveNumberEvaluation: async (flag, fallback, context) => resolve({ flag, type: 'number', fallback, context }),
  resolveObjectEvaluation: async (flag, fallback, context) => resolve({ flag, type: 'object', fallback, context }),
});
