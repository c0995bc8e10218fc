import { createGateway } from '@sample-system/chassis/gateway';
import type { Config } from './config.ts';
import { routes } from './routes.ts';

export const createApp = async (config: Config) => createGateway({ config, routes });
