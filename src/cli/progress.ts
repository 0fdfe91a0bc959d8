/** A progress line on stderr, only on a terminal, and a Ctrl-C that asks the work to stop after the current block. */
export interface Progress {
  readonly update: (share: number, what: string) => boolean;
  /** Takes the line away; a Ctrl-C is still only noted, so that files are written whole. */
  readonly clear: () => void;
  /** Gives Ctrl-C back its usual meaning. */
  readonly end: () => void;
  readonly isStopped: () => boolean;
}

const width = 24;

export function startProgress(title: string): Progress {
  let stopped = false;
  let shown = false;
  const onInterrupt = () => {
    if (stopped) process.exit(130);
    stopped = true;
  };
  process.on('SIGINT', onInterrupt);
  return {
    update: (share, what) => {
      if (process.stderr.isTTY) {
        const filled = Math.round(share * width);
        const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
        process.stderr.write(`\r${title} ${bar} ${Math.round(share * 100)}% ${what}   `);
        shown = true;
      }
      return !stopped;
    },
    clear: () => {
      if (shown) process.stderr.write('\r\u001b[K');
      shown = false;
    },
    end: () => process.off('SIGINT', onInterrupt),
    isStopped: () => stopped,
  };
}

/** Waits until the platform has handled what came in meanwhile, such as a Ctrl-C. */
export function afterEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
