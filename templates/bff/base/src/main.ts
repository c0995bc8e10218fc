import { createApp } from './app.ts';
import { readConfig } from './config.ts';

const service = await createApp(readConfig());
await service.start();
