import { startBroker } from '../../../src/dev/amqp/broker.ts';

/** A broker in a process of its own, for tests that kill it: `node serve.ts <directory>` prints its URL and ends with its standard input. */
const [directory = ''] = process.argv.slice(2);
const broker = await startBroker({ directory, log: (line) => { process.stderr.write(`${line}\n`); } });
process.stdin.on('end', () => { void broker.close(); });
process.stdin.resume();
process.stdout.write(`${broker.url}\n`);
