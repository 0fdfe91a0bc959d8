/** A progress line on stderr, only on a terminal, and a Ctrl-C that asks the work to stop after the current block. */
export interface Progress {
  /** `paths` done so far, where paths are what is counted, give their pace. */
  readonly update: (share: number, what: string, paths?: number) => boolean;
  /** Takes the line away; a Ctrl-C is still only noted, so that files are written whole. */
  readonly clear: () => void;
  /** Gives Ctrl-C back its usual meaning. */
  readonly end: () => void;
  readonly isStopped: () => boolean;
}

const width = 24;
/** Milliseconds between two prints of the line. */
const pace = 100;

/** A progress line on stderr, only on a terminal, for work that Ctrl-C ends at once. */
export function progressLine(title: string) {
  let isShown = false;
  let lastPrint = 0;
  const start = performance.now();
  return {
    update: (share: number, what: string, paths?: number): void => {
      const now = performance.now();
      if (!process.stderr.isTTY || (now - lastPrint < pace && share < 1)) return;
      const text = progressText({ title, share, what, paths, seconds: (now - start) / 1000 });
      process.stderr.write(`\r\u001b[K${text}`);
      lastPrint = now;
      isShown = true;
    },
    clear: (): void => {
      if (isShown) process.stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}

export function startProgress(title: string): Progress {
  let stopped = false;
  const line = progressLine(title);
  const onInterrupt = () => {
    if (stopped) process.exit(130);
    stopped = true;
    if (!process.stderr.isTTY) return;
    process.stderr.write(
      '\r\u001b[KStopping after the blocks that are under way; Ctrl-C again ends at once.\n',
    );
  };
  process.on('SIGINT', onInterrupt);
  return {
    update: (share, what, paths) => {
      if (!stopped) line.update(share, what, paths);
      return !stopped;
    },
    clear: line.clear,
    end: () => process.off('SIGINT', onInterrupt),
    isStopped: () => stopped,
  };
}

/** What the line says: how much is done, of what, how fast, and how long it will still take at that pace. */
export function progressText(state: {
  readonly title: string;
  readonly share: number;
  readonly what: string;
  readonly paths?: number | undefined;
  readonly seconds: number;
}): string {
  const { title, share, what, paths, seconds } = state;
  const filled = Math.round(share * width);
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
  const done = paths === undefined ? what : `${count(paths)} ${what}`;
  const rate = paths === undefined || seconds <= 0 ? '' : `, ${count(paths / seconds)}/s`;
  const left = share > 0 && seconds > 1 ? `, ${duration((seconds * (1 - share)) / share)} left` : '';
  return `${title} ${bar} ${Math.floor(share * 100)}% ${done}${rate}${left}`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** Waits until the platform has handled what came in meanwhile, such as a Ctrl-C. */
export function afterEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
