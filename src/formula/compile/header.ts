/** Fixed addresses at the start of memory. */
export const header = {
  counts: 20,
  /** Number of the first path. */
  pathFrom: 28,
  ringWords: 32,
  /** Key of the draws, paths at hand, and words drawn: see `addDraws`. */
  seed: 128,
  lists: 256,
} as const;
/** Bytes of an entry in the lists of what is copied: outside, inside, rows of an element, elements, bytes between them, from row to row, from turn to turn. */
export const entryBytes = 32;
