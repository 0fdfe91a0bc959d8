import { divideDimensions, multiplyDimensions, powerDimension } from '../units/index.ts';
import type { Call } from './infer-call.ts';
import { hasDimension, number, timesTime, zero } from './infer-parts.ts';
import { infer } from './infer.ts';
import type { Scope } from './scope.ts';
import { combineWhen, report, reportNotOnce, unionDims } from './scope.ts';
import { timeDimension } from './time-dimension.ts';
import type { CashHow, HorizonHow, Typed } from './types.ts';

/** `lag(x[, time[, initial]])` and `change(x[, initial])`, which is a lag by one period and a difference. */
export function inferLag(call: Call, args: readonly Typed[], scope: Scope): Typed | undefined {
  const arg = args[0]!;
  const isChange = call.name === 'change';
  const periods = (isChange ? undefined : args[1]) ?? number(1, timeDimension);
  const initial = (isChange ? args[1] : args[2]) ?? zero();
  if (!isFlowing(arg, call, scope)) return undefined;
  if (!hasDimension(periods, timeDimension, { at: call.at, name: 'The time of `lag`' }, scope)) {
    return undefined;
  }
  const { at } = call;
  if (arg.dimension && !hasDimension(initial, arg.dimension, { at, name: 'The initial value' }, scope)) {
    return undefined;
  }
  if (!isOnce(periods, call, 'The time of `lag`', scope)) return undefined;
  if (!isOnce(initial, call, 'The initial value', scope)) return undefined;
  const dims = unionDims([arg, periods, initial]);
  const dimension = arg.dimension ?? initial.dimension;
  const lag: Typed = { op: 'lag', arg, periods, initial, dims, dimension, when: 'period' };
  if (!isChange) return lag;
  const perTime = dimension && divideDimensions(dimension, timeDimension);
  return {
    op: 'point',
    how: 'sub',
    args: [arg, lag],
    dims: unionDims([arg, lag]),
    dimension: perTime,
    when: 'period',
  };
}

/** `cumulative(x[, initial])` and `window_sum(x, length)`. */
export function inferRunning(call: Call, args: readonly Typed[], scope: Scope): Typed | undefined {
  const arg = args[0]!;
  const { at } = call;
  if (!isFlowing(arg, call, scope)) return undefined;
  const dimension = timesTime(arg.dimension);
  if (call.name === 'window_sum') {
    const length = args[1]!;
    if (!hasDimension(length, timeDimension, { at, name: 'The length of the window' }, scope)) {
      return undefined;
    }
    if (!isOnce(length, call, 'The length of the window', scope)) return undefined;
    return { op: 'window', arg, length, dims: unionDims([arg, length]), dimension, when: 'period' };
  }
  const initial = args[1] ?? zero();
  if (dimension && !hasDimension(initial, dimension, { at, name: 'The initial value' }, scope)) {
    return undefined;
  }
  if (!isOnce(initial, call, 'The initial value', scope)) return undefined;
  const dims = unionDims([arg, initial]);
  return { op: 'cumulative', arg, initial, dims, dimension: dimension ?? initial.dimension, when: 'period' };
}

/** `vintage_sum(x, profile)`, where the profile alone may read `age`. */
export function inferVintages(call: Call, scope: Scope): Typed | undefined {
  const arg = infer(call.args[0]!, scope);
  const profile = infer(call.args[1]!, { ...scope, hasAge: true });
  if (arg === undefined || profile === undefined || !isFlowing(arg, call, scope)) return undefined;
  if (profile.when !== 'once' && profile.when !== 'age') {
    return reportNotOnce(scope, call.at, 'The profile of a `vintage_sum`, but for `age`,');
  }
  const product =
    arg.dimension &&
    (profile.dimension ? multiplyDimensions(arg.dimension, profile.dimension) : arg.dimension);
  const dimension = timesTime(product);
  return { op: 'vintage', arg, profile, dims: unionDims([arg, profile]), dimension, when: 'period' };
}

/** `total`, `final`, `opening`, `peak`, `trough`: one value from those of all periods. */
export function inferHorizon(call: Call, arg: Typed, how: HorizonHow, scope: Scope): Typed | undefined {
  if (!isFlowing(arg, call, scope)) return undefined;
  const dimension = how === 'total' ? timesTime(arg.dimension) : arg.dimension;
  return { op: 'horizon', how, arg, dims: arg.dims, dimension, when: 'after' };
}

/** `irr`, `mirr` and `payback`; an amount at the end, or paid out at the start, counts as a flow times time. */
export function inferCash(call: Call, args: readonly Typed[], scope: Scope): Typed | undefined {
  const how = call.name as CashHow;
  const flow = args[0]!;
  const { at } = call;
  const perTime = powerDimension(timeDimension, -1);
  if (!isFlowing(flow, call, scope)) return undefined;
  const rates = how === 'mirr' ? args.slice(1, 3) : [];
  for (const rate of rates) {
    if (!hasDimension(rate, perTime, { at, name: 'A rate of `mirr`' }, scope)) return undefined;
    if (!isOnce(rate, call, 'A rate of `mirr`', scope)) return undefined;
  }
  const [terminal, outlay] = how === 'payback' ? [] : args.slice(1 + rates.length);
  const amount = timesTime(flow.dimension);
  for (const [value, name] of [
    [terminal, 'The terminal amount'],
    [outlay, 'The outlay at the start'],
  ] as const) {
    if (value === undefined) continue;
    if (amount && !hasDimension(value, amount, { at, name }, scope)) return undefined;
    if (value.when === 'period') return reportNotOnce(scope, at, name);
  }
  const all = how === 'payback' ? [flow] : [flow, ...rates, terminal ?? zero(), outlay ?? zero()];
  const dimension = how === 'payback' ? timeDimension : perTime;
  return { op: 'cash', how, args: all, dims: unionDims(all), dimension, when: 'after' };
}

/** Whether a value exists in every period while time runs: not after its end, and not by age. */
function isFlowing(arg: Typed, call: Call, scope: Scope): boolean {
  if (arg.when === 'once' || arg.when === 'period') return combineWhen(scope, [arg], call.at) !== undefined;
  const isAge = arg.when === 'age';
  report(scope, {
    code: isAge ? 'age-misused' : 'looks-ahead',
    message: `\`${call.name}\` reads values period by period`,
    at: call.at,
    found: isAge ? 'a value by `age`' : 'a value that is known only after the last period',
    expected: 'a value that is known in each period',
  });
  return false;
}

function isOnce(arg: Typed, call: Call, subject: string, scope: Scope): boolean {
  if (arg.when === 'once') return true;
  if (arg.when === 'after') return isFlowing(arg, call, scope);
  reportNotOnce(scope, call.at, subject);
  return false;
}
