import { inProcessRunner, type Runner } from 'buildout';
import { serveWebSeat, webRunner } from 'buildout/web';
import { Desk } from './desk.ts';
import type { Ask, Tell } from './protocol.ts';

/** The name that `webRunner` gives its workers. */
const seatName = 'buildout';
const mostSeats = 8;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Workers of this worker where the browser has them; else the desk itself, which lets messages through between blocks. */
function runner(): Runner {
  const seats = Math.min(mostSeats, navigator.hardwareConcurrency || 1);
  if (typeof Worker === 'undefined') return inProcessRunner({ pause });
  return webRunner({ workers: seats, file: self.location.href });
}

function openDesk(): void {
  const tell = (message: Tell): void => postMessage(message);
  const desk = new Desk({ runner, tell, pause, now: () => performance.now() / 1000 });
  addEventListener('message', ({ data }: MessageEvent<Ask>) => void desk.take(data));
}

// One script for the desk and its seats, so that the engine is loaded once.
if (self.name === seatName) serveWebSeat();
else openDesk();
