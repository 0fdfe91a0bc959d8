/** The base dimensions, in the order in which texts name them. */
export const baseDimensions = ['money', 'token', 'work', 'chip', 'person', 'power', 'time', 'angle'] as const;

export type BaseDimension = (typeof baseDimensions)[number];

/**
 * Exponents of the base dimensions, integers or halves; `work` is a segment's own unit of work.
 * Energy is power × time.
 */
export type Dimension = Readonly<Record<BaseDimension, number>>;

const symbols: Readonly<Record<BaseDimension, string>> = {
  money: '$',
  token: 'token',
  work: 'work',
  chip: 'chip',
  person: 'person',
  power: 'MW',
  time: 'year',
  angle: 'degree',
};

/** The dimension of a pure number: every exponent is 0. */
export const dimensionless: Dimension = mapBases(() => 0);

/** A dimension from the exponents that are not 0, such as `makeDimension({ money: 1, power: -1 })` for $/MW. */
export function makeDimension(exponents: Readonly<Partial<Record<BaseDimension, number>>>): Dimension {
  return mapBases((base) => exponents[base] ?? 0);
}

/** Whether two dimensions have equal exponents. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  return baseDimensions.every((base) => a[base] === b[base]);
}

/** Whether a dimension is that of a pure number. */
export function isDimensionless(dimension: Dimension): boolean {
  return baseDimensions.every((base) => dimension[base] === 0);
}

/** The dimension of a product: $/MW times MW is $. */
export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  return mapBases((base) => a[base] + b[base]);
}

/** The dimension of a quotient: $ over MW is $/MW. */
export function divideDimensions(a: Dimension, b: Dimension): Dimension {
  return mapBases((base) => a[base] - b[base]);
}

/** The dimension of a power; halves are allowed, so a square root is `powerDimension(d, 0.5)`. */
export function powerDimension(dimension: Dimension, exponent: number): Dimension {
  return mapBases((base) => dimension[base] * exponent);
}

/** A text that is equal for equal dimensions and only for them, such as `money:1 power:-1`. */
export function dimensionKey(dimension: Dimension): string {
  const parts = baseDimensions.filter((base) => dimension[base] !== 0);
  return parts.map((base) => `${base}:${dimension[base]}`).join(' ');
}

/** A dimension in words a user knows, itself a unit: `$/MW`, `MW*year`, `1/year`; a pure number is `number`. */
export function describeDimension(dimension: Dimension): string {
  const above = baseDimensions.filter((base) => dimension[base] > 0);
  const below = baseDimensions.filter((base) => dimension[base] < 0);
  if (above.length + below.length === 0) return 'number';
  const top = above.map((base) => raised(base, dimension[base])).join('*') || '1';
  const bottom = below.map((base) => raised(base, -dimension[base])).join('*');
  if (below.length === 0) return top;
  return below.length === 1 ? `${top}/${bottom}` : `${top}/(${bottom})`;
}

function raised(base: BaseDimension, exponent: number): string {
  return exponent === 1 ? symbols[base] : `${symbols[base]}^${exponent}`;
}

function mapBases(exponentOf: (base: BaseDimension) => number): Dimension {
  return {
    // Adding 0 turns −0, which products make, into 0: equal dimensions then are equal as data.
    money: exponentOf('money') + 0,
    token: exponentOf('token') + 0,
    work: exponentOf('work') + 0,
    chip: exponentOf('chip') + 0,
    person: exponentOf('person') + 0,
    power: exponentOf('power') + 0,
    time: exponentOf('time') + 0,
    angle: exponentOf('angle') + 0,
  };
}
