export { busConfig, connectBus, createClient, loadConfig, messageTables, openMessages, openStore, postgresConfig } from '../../chassis/src/index.ts';
export { BrokerUnavailable, DeadLetter, DeadlineExceeded, EventTooLarge, Problem, ServiceUnavailable, UnexpectedResponse } from '../../chassis/src/index.ts';
export type { Bus, BusConfig, BusEvent, CallOptions, Client, ClientOptions, GivenAttributes, Inbox, Messages, Outbox, PostgresConfig, ServiceContract } from '../../chassis/src/index.ts';
export { createHost } from './host.ts';
export type { Host, HostOptions } from './host.ts';
export { queryOf, transactionOf } from './transaction.ts';
export type { Query } from './transaction.ts';
export { continueRequest } from './continue-request.ts';
/** The zod that contracts are written with; a service may have another of its own. */
export { z } from 'zod';
