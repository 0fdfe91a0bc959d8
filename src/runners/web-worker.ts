import { serveWebSeat } from './web-seat.ts';

// Started by webRunner.
serveWebSeat();
