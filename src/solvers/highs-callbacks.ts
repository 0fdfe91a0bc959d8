import type { Progress, SolveOptions } from '../lp/index.ts';
import type { SolveCallbacks, SolveEvent } from './highs-library.ts';

/** Seconds between two reports of progress: HiGHS asks thousands of times a second. */
const reportEvery = 0.25;

/** The callbacks that a solve needs; none where it asks for neither progress nor cancelling, for they cost time. */
export function highsCallbacks(
  { onProgress, isCancelled }: SolveOptions,
  hasIntegers: boolean,
  sign: 1 | -1,
): SolveCallbacks {
  if (onProgress === undefined && isCancelled === undefined) return {};
  let reported = -Infinity;
  const look = (event: SolveEvent): undefined => {
    const seconds = event.data.running_time ?? 0;
    if (onProgress && seconds - reported >= reportEvery) {
      reported = seconds;
      onProgress(progressOf(event.data, hasIntegers, sign));
    }
    if (isCancelled?.()) event.interrupt();
    return undefined;
  };
  return hasIntegers ? { 1: look, 2: look, 6: look } : { 1: look, 2: look };
}

function progressOf(data: SolveEvent['data'], hasIntegers: boolean, sign: 1 | -1): Progress {
  const bound = hasIntegers ? finite(data.mip_dual_bound, sign) : undefined;
  const incumbent = hasIntegers ? finite(data.mip_primal_bound, sign) : undefined;
  return {
    seconds: data.running_time ?? 0,
    bound,
    incumbent,
    gap:
      bound === undefined || incumbent === undefined
        ? undefined
        : Math.abs(incumbent - bound) / Math.abs(incumbent),
  };
}

function finite(value: number | undefined, sign: 1 | -1): number | undefined {
  return value === undefined || !(Math.abs(value) < 1e300) ? undefined : sign * value;
}
