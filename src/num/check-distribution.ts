import type { Issue } from '../base/issue.ts';
import type { DiscreteDistribution, Distribution } from './distribution.ts';

/** One rule that a parameter must keep, with what was found. */
interface Rule {
  readonly holds: boolean;
  readonly expected: string;
  readonly found: string;
}

/**
 * The faults of a distribution's parameters, each an error `distribution-invalid`; empty when it can be drawn from.
 *
 * Spreads may be 0 and bounds may be equal (a certain value), except where the formula divides by them.
 *
 * @example checkDistribution({ kind: 'uniform', low: 2, high: 1 })[0].expected // 'low at most high'
 */
export function checkDistribution(distribution: Distribution): Issue[] {
  const failed = rules(distribution).filter((rule) => !rule.holds);
  return failed.map((rule) => ({
    code: 'distribution-invalid',
    severity: 'error',
    message: `the ${words[distribution.kind]} distribution cannot be drawn from`,
    found: rule.found,
    expected: rule.expected,
  }));
}

const words: Readonly<Record<Distribution['kind'], string>> = {
  point: 'point',
  normal: 'normal',
  lognormal: 'lognormal',
  uniform: 'uniform',
  triangular: 'triangular',
  pert: 'PERT',
  beta: 'beta',
  discrete: 'discrete',
  truncatedNormal: 'truncated normal',
  exponential: 'exponential',
};

function rules(d: Distribution): Rule[] {
  switch (d.kind) {
    case 'point':
      return [finite('value', d.value)];
    case 'normal':
      return [finite('mean', d.mean), notNegative('sd', d.sd)];
    case 'lognormal':
      return [finite('mu', d.mu), notNegative('sigma', d.sigma), finite('shift', d.shift ?? 0)];
    case 'uniform':
      return [finite('low', d.low), finite('high', d.high), inOrder({ low: d.low, high: d.high })];
    case 'triangular':
    case 'pert':
      return [
        finite('low', d.low),
        finite('mode', d.mode),
        finite('high', d.high),
        inOrder({ low: d.low, mode: d.mode, high: d.high }),
      ];
    case 'beta':
      return [
        positive('a', d.a),
        positive('b', d.b),
        finite('low', d.low),
        finite('high', d.high),
        inOrder({ low: d.low, high: d.high }),
      ];
    case 'discrete':
      return discreteRules(d);
    case 'truncatedNormal':
      return [
        finite('mean', d.mean),
        positive('sd', d.sd),
        inOrder({ low: d.low, high: d.high }),
        withinReach('low', (d.low - d.mean) / d.sd, 'below'),
        withinReach('high', (d.high - d.mean) / d.sd, 'above'),
      ];
    case 'exponential':
      return [positive('mean', d.mean), finite('shift', d.shift ?? 0)];
  }
}

function discreteRules(d: DiscreteDistribution): Rule[] {
  const total = d.weights.reduce((sum, weight) => sum + weight, 0);
  return [
    {
      holds: d.values.length > 0 && d.values.length === d.weights.length,
      expected: 'at least one value, and one weight for each value',
      found: `${d.values.length} values and ${d.weights.length} weights`,
    },
    ...d.values.map((value, i) => finite(`value ${i + 1}`, value)),
    ...d.weights.map((weight, i) => notNegative(`weight ${i + 1}`, weight)),
    { holds: !(total <= 0), expected: 'weights with a sum above 0', found: `sum ${total}` },
  ];
}

function finite(name: string, value: number): Rule {
  return { holds: Number.isFinite(value), expected: `a finite ${name}`, found: `${name} ${value}` };
}

function notNegative(name: string, value: number): Rule {
  const holds = Number.isFinite(value) && value >= 0;
  return { holds, expected: `${name} at least 0 and finite`, found: `${name} ${value}` };
}

function positive(name: string, value: number): Rule {
  const holds = Number.isFinite(value) && value > 0;
  return { holds, expected: `${name} above 0 and finite`, found: `${name} ${value}` };
}

function inOrder(named: Readonly<Record<string, number>>): Rule {
  const values = Object.values(named);
  return {
    // Written so that NaN passes here: it is already reported as not finite.
    holds: values.every((value, i) => i === 0 || !(values[i - 1]! > value)),
    expected: Object.keys(named).join(' at most '),
    found: Object.entries(named)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  };
}

/** Beyond 37 standard deviations a normal's tail is not a double any more, and a cut there would leave nothing. */
function withinReach(name: string, deviations: number, side: 'below' | 'above'): Rule {
  return {
    holds: side === 'below' ? deviations < 37 : deviations > -37,
    expected: `${name} not more than 37 standard deviations ${side === 'below' ? 'above' : 'below'} the mean`,
    found: `${name} ${deviations} standard deviations from the mean`,
  };
}
