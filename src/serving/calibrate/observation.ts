/** What a measurement, or a case to predict, is made of. */
export interface Features {
  /** Level of each effect by name, such as `chip: H100`; all observations of one table have the same effects. */
  readonly levels: Readonly<Record<string, string>>;
  /** Values of the straight-line terms by name, about 1 in size. */
  readonly slopes: Readonly<Record<string, number>>;
}

/** A measurement: the log of what was measured over what the roofline says. */
export interface Observation extends Features {
  readonly id: string;
  readonly value: number;
  /** How many equal rows it stands for: the same run filed twice counts once in the fit and fully in the scores. */
  readonly count: number;
}

/**
 * Size of every effect before a level has been seen: the standard deviation, in log terms, of the levels of an effect and of the slope
 * of a straight line, and of what is left (`noise`).
 */
export interface Spreads {
  readonly effects: Readonly<Record<string, number>>;
  readonly slopes: Readonly<Record<string, number>>;
  readonly noise: number;
}

/** Covariance that the model gives two cases: the squared spread of every effect in which they share the level. */
export function covariance(a: Features, b: Features, spreads: Spreads): number {
  let sum = 0;
  for (const [name, spread] of Object.entries(spreads.effects)) {
    if (a.levels[name] === b.levels[name]) sum += spread * spread;
  }
  for (const [name, spread] of Object.entries(spreads.slopes)) {
    sum += spread * spread * (a.slopes[name] ?? 0) * (b.slopes[name] ?? 0);
  }
  return sum;
}
