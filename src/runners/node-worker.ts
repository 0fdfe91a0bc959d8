import { parentPort } from 'node:worker_threads';
import { serveSeat } from '../simulate/index.ts';

// Started by nodeRunner: carries out orders until the thread is ended.
const port = parentPort!;
serveSeat({
  post: (message, transfer) => port.postMessage(message, [...transfer]),
  listen: (onMessage) => void port.on('message', onMessage),
});
