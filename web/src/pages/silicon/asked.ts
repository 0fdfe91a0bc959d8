import { usualOwnership, usualSite, type OwnershipRule } from 'buildout';

/** What the page asks of the catalogue, as its fields hold it. */
export interface AskedServing {
  readonly workload: string;
  readonly limits: readonly (number | undefined)[];
  readonly rule: OwnershipRule;
}

/** A number of the page: its name in the view, its words, its usual value, and how its field shows it. */
export interface Field<K extends string = string> {
  readonly key: K;
  readonly words: string;
  readonly unit: string;
  readonly usual: number;
  /** What the field shows over what is meant: 100 for a share shown in percent. */
  readonly scale: number;
}

export const ruleFields = [
  { key: 'power', words: 'Power', unit: '$/MWh', usual: usualSite.powerUsdPerMwh, scale: 1 },
  { key: 'sold', words: 'Hours sold', unit: '%', usual: usualOwnership.utilisation, scale: 100 },
  { key: 'wacc', words: 'Cost of capital', unit: '% a year', usual: usualOwnership.wacc, scale: 100 },
  { key: 'life', words: 'Chip paid over', unit: 'years', usual: usualOwnership.lifeYears, scale: 1 },
] as const satisfies readonly Field[];

/** The same as `buildout serving` takes without options. */
export const usualWorkload = 'llama3.1-70b';
export const usualLimits = 'offline, 100, 40';

/** The number of a field, as it is kept in the view; the usual one where none above 0 is kept. */
export function numberOf(view: Readonly<Record<string, string>>, field: Field): number {
  const text = view[`silicon.${field.key}`];
  const value = text === undefined || text.trim() === '' ? NaN : Number(text) / field.scale;
  return Number.isFinite(value) && value > 0 ? value : field.usual;
}

/** Limits such as `offline, 100, 40`; words that are neither are left out. */
export function limitsOf(text: string): readonly (number | undefined)[] {
  const limits = text.split(',').flatMap((part): (number | undefined)[] => {
    const word = part.trim().replace(/ ?ms$/, '');
    if (word === 'offline') return [undefined];
    return Number(word) > 0 ? [Number(word)] : [];
  });
  return limits.length === 0 ? [undefined] : limits;
}

export function readServing(view: Readonly<Record<string, string>>): AskedServing {
  const [power, sold, wacc, life] = ruleFields.map((field) => numberOf(view, field));
  return {
    workload: view['silicon.workload'] ?? usualWorkload,
    limits: limitsOf(view['silicon.limits'] ?? usualLimits),
    rule: {
      site: { ...usualSite, powerUsdPerMwh: power! },
      wacc: wacc!,
      lifeYears: life!,
      utilisation: sold!,
      attachShare: usualOwnership.attachShare,
    },
  };
}
