import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';
import type { Vector, VectorMath } from './vector-math.ts';
import { vectorMath } from './vector-math.ts';

/** Coefficients of the two polynomials of a ratio, highest power first. */
interface Ratio {
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

/** Ratios for the middle of the distribution, and for tails up to and past the root 5. */
interface NormalRatios {
  readonly central: Ratio;
  readonly middle: Ratio;
  readonly far: Ratio;
}

// Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988), 477–484; as in src/num/inverse-normal.ts.
const central: Ratio = {
  top: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  bottom: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};
const middle: Ratio = {
  top: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  bottom: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const far: Ratio = {
  top: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  bottom: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};

const ofDouble: NormalRatios = { central, middle, far };

/** Adds the standard normal quantile of probabilities strictly between 0 and 1: in doubles the function of src/num, to the bit. */
export function addInverseNormal(
  module: ModuleWriter,
  pool: ConstantPool,
  log: number,
  ratios: NormalRatios = ofDouble,
): number {
  const { code, index } = module.add({ params: ['v128'], results: ['v128'] });
  const m = vectorMath(code, pool);
  const { sub, mul, number, apply, choose, keep } = m;
  const u = m.read(code.params[0]!);
  const q = keep(sub(u, number(0.5)));
  const isCentral = keep(apply('lanes.le', apply('lanes.abs', q), number(0.425)));
  const inner = keep(mul(q, quotient(m, ratios.central, sub(number(0.180625), mul(q, q)))));
  // Most vectors of probabilities have none in the tails.
  const outer = (): Vector => {
    const isLow = keep(apply('lanes.lt', q, number(0)));
    const tail = choose(isLow, u, sub(number(1), u));
    const r = keep(apply('lanes.sqrt', apply('lanes.neg', m.call(log, tail))));
    const near = keep(quotient(m, ratios.middle, sub(r, number(1.6))));
    const isNear = keep(apply('lanes.le', r, number(5)));
    const size = keep(
      m.unless(isNear, near, () => choose(isNear, near, quotient(m, ratios.far, sub(r, number(5))))),
    );
    return choose(isCentral, inner, choose(isLow, apply('lanes.neg', size), size));
  };
  m.unless(isCentral, inner, outer)();
  return index;
}

/** A ratio of polynomials by Horner's rule. */
function quotient(m: VectorMath, { top, bottom }: Ratio, x: Vector): Vector {
  const at = m.keep(x);
  const horner = (coefficients: readonly number[]): Vector =>
    coefficients
      .slice(1)
      .reduce<Vector>((sum, each) => m.add(m.mul(sum, at), m.number(each)), m.number(coefficients[0]!));
  return m.div(horner(top), horner(bottom));
}
