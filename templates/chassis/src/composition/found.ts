import { UnexpectedResponse } from '../client/client-errors.ts';

type Answer = { readonly status: number; readonly body?: unknown };
type Found<Reply extends Answer> = Extract<Reply, { readonly status: 200 }>['body'];

/** What was asked for, or null where there is none (404). @throws UnexpectedResponse for any other answer */
export const found = <Reply extends Answer>(reply: Reply): Found<Reply> | null => {
  if (reply.status === 404) return null;
  if (reply.status !== 200) throw new UnexpectedResponse('a composed service', `answered with ${reply.status}`);
  return reply.body;
};
