import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './fault.ts';

const answerError = (reply: FastifyReply, status: number): void => {
  reply.code(status).type('application/problem+json').header('x-chaos', 'injected');
  void reply.send(JSON.stringify({ type: 'chaos', title: 'Broken on purpose', status }));
};

/** Does to a request what was asked for; one that got its answer goes no further. */
export const inject = async (faults: readonly Fault[], request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  for (const fault of faults) {
    if (Math.random() >= fault.share) continue;
    if (fault.kind === 'latency') await delay(fault.ms);
    else if (fault.kind === 'error') return answerError(reply, fault.status);
    else {
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
  }
};
