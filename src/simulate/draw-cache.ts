/**
 * Keeps draws between runs, so that a changed parameter reruns only the model.
 *
 * A key says all that a draw depends on (seed, paths, mode, name, distribution), so a changed range redraws its own driver alone and
 * nothing stale is ever returned. What is returned is shared and must not be written to. The oldest go first when the limit is reached.
 */
export class DrawCache {
  private readonly limitBytes: number;
  private readonly kept = new Map<string, Float64Array>();
  private bytes = 0;
  /** How often a draw was found, and how often it had to be made. */
  hits = 0;
  misses = 0;

  /** Keeps at most `limitBytes`, 256 MB unless given. */
  constructor(limitBytes = 268_435_456) {
    this.limitBytes = limitBytes;
  }

  /** The draws of a key, made when they are not kept. */
  take(key: string, make: () => Float64Array): Float64Array {
    const found = this.kept.get(key);
    if (found) {
      this.hits++;
      return found;
    }
    this.misses++;
    const made = make();
    this.kept.set(key, made);
    this.bytes += made.byteLength;
    for (const [oldest, values] of this.kept) {
      if (this.bytes <= this.limitBytes) break;
      this.kept.delete(oldest);
      this.bytes -= values.byteLength;
    }
    return made;
  }
}
