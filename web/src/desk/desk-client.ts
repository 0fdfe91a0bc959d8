import type { Issue, RunResult } from 'buildout';
import type { Answers, Ask, CaseTexts, Question, Questions, RunOrder, Tell } from './protocol.ts';

/** Why an ask has no answer: faults of the case or the question, all of them. */
export class DeskFaults extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super(issues[0]?.message ?? 'The case has faults');
  }
}

export interface RunListener {
  onProgress(share: number, paths: number): void;
  onResult(
    result: RunResult,
    about: Pick<Extract<Tell, { kind: 'result' }>, 'issues' | 'isCoarse' | 'seconds'>,
  ): void;
  onFaults(issues: readonly Issue[]): void;
  onStopped(): void;
  onFailed(message: string): void;
}

/** How a question that takes long is followed and called off. */
export interface Following {
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Rejects what was called off. */
export class Unasked extends Error {}

/** The page's side of the desk: starts the worker, sends each case once, matches answers to asks. */
export class DeskClient {
  private readonly worker = new Worker(new URL('./desk-worker.ts', import.meta.url), {
    type: 'module',
    name: 'buildout desk',
  });
  private readonly waiting = new Map<number, (tell: Tell) => void>();
  private readonly sent = new Set<string>();
  private lastId = 0;

  constructor(onLost: (message: string) => void) {
    this.worker.addEventListener('message', ({ data }: MessageEvent<Tell>) =>
      this.waiting.get(data.id)?.(data),
    );
    this.worker.addEventListener('error', (event) =>
      onLost(event.message || 'its script could not be loaded'),
    );
  }

  sendCase(key: string, texts: CaseTexts): void {
    if (this.sent.has(key)) return;
    this.sent.add(key);
    this.post({ kind: 'case', key, texts });
  }

  /** Starts a run and returns what stops it. */
  run(order: RunOrder, coarsePaths: number, listener: RunListener): () => void {
    const id = ++this.lastId;
    this.waiting.set(id, (tell) => {
      if (tell.kind === 'progress') return listener.onProgress(tell.share, tell.paths);
      if (tell.kind !== 'result' || !tell.isCoarse) this.waiting.delete(id);
      if (tell.kind === 'result') listener.onResult(tell.result, tell);
      else if (tell.kind === 'faults') listener.onFaults(tell.issues);
      else if (tell.kind === 'failed') listener.onFailed(tell.message);
      else listener.onStopped();
    });
    this.post({ kind: 'run', id, order, coarsePaths });
    return () => this.post({ kind: 'cancel', id });
  }

  /** Rejects with `DeskFaults` where case or question have faults, and with `Unasked` where it was called off. */
  ask<K extends keyof Questions>(
    what: K,
    about: Questions[K],
    { onProgress, signal }: Following = {},
  ): Promise<Answers[K]> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (tell) => {
        if (tell.kind === 'progress') return onProgress?.(tell.share);
        this.waiting.delete(id);
        if (tell.kind === 'answer') resolve(tell.value as Answers[K]);
        else if (tell.kind === 'faults') reject(new DeskFaults(tell.issues));
        else reject(tell.kind === 'failed' ? new Error(tell.message) : new Unasked('called off'));
      });
      signal?.addEventListener('abort', () => this.waiting.has(id) && this.post({ kind: 'cancel', id }), {
        once: true,
      });
      this.post({ kind: 'question', id, what, about } as Question);
    });
  }

  private post(ask: Ask): void {
    this.worker.postMessage(ask);
  }
}
