import type { Code, Local } from './code.ts';
import { copyOf, eachPair } from './loops.ts';
import type { ModuleWriter } from './module.ts';

/**
 * `lag(out, pairs, lag, lagPath, past, pastTime, pastPath, initial, initialPath, period)`: the value some periods before;
 * `past` stands at the first period. A lag that differs by path is looked up path by path.
 */
export function addLag(module: ModuleWriter): number {
  const { code, index } = module.add({
    params: Array.from({ length: 10 }, () => 'i32' as const),
    results: [],
  });
  const [out, pairs, lag, lagPath, past, pastTime, pastPath, initial, initialPath, period] = code.params;
  const from = code.local('f64');
  const source = code.local('i32');
  code.get(lagPath!).if(
    () => {
      const path = code.local('i32');
      code.while(
        () => void code.get(path, pairs!).i32(1).op('i32.shl', 'i32.lt_s'),
        () => {
          emitFrom(code, { lag: lag!, period: period!, path }, from);
          const to = () => void code.get(out!, path).i32(3).op('i32.shl', 'i32.add');
          const value = (at: Local, step: Local) => {
            code.get(at, step).i32(1).op('i32.shr_u').get(path).op('i32.mul', 'i32.add');
            code.memory('f64.load');
          };
          to();
          emitChoice(code, from, {
            past: () => {
              emitSource(code, { past: past!, pastTime: pastTime!, from }, source);
              value(source, pastPath!);
            },
            initial: () => value(initial!, initialPath!),
            none: () => void code.f64(NaN),
          });
          code.memory('f64.store').increase(path, undefined, 1);
        },
      );
    },
    () => {
      emitFrom(code, { lag: lag!, period: period!, path: undefined }, from);
      const step = code.local('i32');
      emitSource(code, { past: past!, pastTime: pastTime!, from }, source);
      code.get(pastPath!).set(step);
      code
        .get(from)
        .f64(0)
        .op('f64.lt')
        .if(() => void code.get(initial!).set(source).get(initialPath!).set(step));
      const to = copyOf(code, out!);
      const isNone = code.local('i32');
      code.get(from, from).op('f64.ne').set(isNone);
      eachPair(
        code,
        pairs!,
        [
          [to, undefined],
          [source, step],
        ],
        () => {
          code.get(to);
          code.f64(NaN).op('f64x2.splat').get(source).memory('v128.load').get(isNone).op('select');
          code.memory('v128.store');
        },
      );
    },
  );
  return index;
}

/** The period that a lag reads: the one at hand less the lag, rounded half up, at least one; NaN where the lag is. */
function emitFrom(
  code: Code,
  at: { readonly lag: Local; readonly period: Local; readonly path: Local | undefined },
  from: Local,
): void {
  code.get(at.period).op('f64.convert_i32_s').get(at.lag);
  if (at.path !== undefined) code.get(at.path).i32(3).op('i32.shl', 'i32.add');
  code.memory('f64.load').f64(0.5).op('f64.add', 'f64.floor').f64(1).op('f64.max', 'f64.sub').set(from);
}

/** The address of a value in the period `from`, or in the first one where there is none. */
function emitSource(
  code: Code,
  at: { readonly past: Local; readonly pastTime: Local; readonly from: Local },
  source: Local,
): void {
  code.get(at.past, at.from).f64(0).op('f64.max', 'i32.trunc_sat_f64_s').get(at.pastTime);
  code.op('i32.mul', 'i32.add').set(source);
}

interface Choice {
  readonly past: () => void;
  readonly initial: () => void;
  readonly none: () => void;
}

/** Leaves one of three numbers on the stack, by whether the period lies in time, before its start, or nowhere. */
function emitChoice(code: Code, from: Local, { past, initial, none }: Choice): void {
  past();
  initial();
  code.get(from).f64(0).op('f64.ge', 'select');
  none();
  code.get(from, from).op('f64.eq', 'select');
}
