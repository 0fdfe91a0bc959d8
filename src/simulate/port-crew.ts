import type { Crew } from './runner.ts';
import { makeSeat, type Order, type Reply } from './seat.ts';

/** A line to one worker, whatever the platform: posts plain data, hands over the memory of `transfer`. */
export interface Port {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  /** Called with every message; there is one listener. */
  listen(onMessage: (message: unknown) => void): void;
}

/** The same seen from the side that starts workers. */
export interface WorkerPort extends Port {
  /** Called when the worker fails or ends by itself. */
  onLost(tell: (reason: string) => void): void;
  close(): void;
}

interface Answer {
  readonly reply?: Reply;
  /** What went wrong in the worker. */
  readonly fault?: string;
}

/** The worker's side: carries out every order that comes through the port. */
export function serveSeat(port: Port): void {
  const seat = makeSeat();
  port.listen((message) => {
    let answer: Answer;
    try {
      answer = { reply: seat(message as Order) };
    } catch (error) {
      answer = { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.post(answer, answer.reply ? memoryOf(answer.reply) : []);
  });
}

/** Memory of a reply that the worker needs no more, so that it is handed over instead of copied. */
function memoryOf(reply: Reply): ArrayBuffer[] {
  if (reply.kind === 'kept')
    return reply.values ? [reply.values.buffer, reply.peaks.buffer] : [reply.peaks.buffer];
  if (reply.kind === 'added') return [reply.sums.buffer, reply.peaks.buffer];
  if (reply.kind !== 'collected') return [];
  return [reply.counts.buffer, reply.outside.slots.buffer, reply.outside.values.buffer];
}

/** A crew of workers behind ports; a worker that is lost rejects what it was asked, so that nothing waits for ever. */
export function portCrew(
  ports: readonly WorkerPort[],
  share: (numbers: number) => Float64Array | undefined,
): Crew {
  const seats = ports.map((port) => new PortSeat(port));
  return {
    size: seats.length,
    share,
    ask: (seat, order) => seats[seat]!.ask(order),
    close: () => ports.forEach((port) => port.close()),
  };
}

class PortSeat {
  private readonly port: WorkerPort;
  private waiting:
    { readonly resolve: (reply: Reply) => void; readonly reject: (fault: Error) => void } | undefined;
  private lost: string | undefined;

  constructor(port: WorkerPort) {
    this.port = port;
    port.listen((message) => this.hear(message as Answer));
    port.onLost((reason) => {
      this.lost = reason;
      this.end()?.reject(new Error(`A worker was lost: ${reason}`));
    });
  }

  ask(order: Order): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.lost !== undefined) return reject(new Error(`A worker was lost: ${this.lost}`));
      if (this.waiting) return reject(new Error('A seat takes one order at a time'));
      this.waiting = { resolve, reject };
      this.port.post(order, []);
    });
  }

  private hear({ reply, fault }: Answer): void {
    const waiting = this.end();
    if (reply) waiting?.resolve(reply);
    else waiting?.reject(new Error(`A worker failed: ${fault}`));
  }

  private end() {
    const { waiting } = this;
    this.waiting = undefined;
    return waiting;
  }
}
