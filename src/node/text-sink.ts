import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file written piece by piece that appears under its name only when it is complete. */
export interface TextSink {
  write(text: string): void;
  /** Puts the file in its place. */
  close(): void;
  /** Leaves nothing behind. */
  abandon(): void;
}

const most = 1 << 20;

/** Opens a text file to be written in pieces; missing folders are created. */
export function openTextSink(path: string): TextSink {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  const file = openSync(draft, 'w');
  let waiting = '';
  const flush = () => {
    if (waiting !== '') writeSync(file, waiting);
    waiting = '';
  };
  return {
    write(text) {
      waiting += text;
      if (waiting.length > most) flush();
    },
    close() {
      flush();
      closeSync(file);
      renameSync(draft, path);
    },
    abandon() {
      closeSync(file);
      rmSync(draft, { force: true });
    },
  };
}
