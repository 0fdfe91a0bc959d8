/** Runs work that tells after each part how much is done to its end, and gives what it gives. */
export function runSteps<T>(steps: Generator<number, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
