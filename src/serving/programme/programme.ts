import { pow } from '../../num/index.ts';

/** A part of the development: money, time, and the chance that it must be done again. */
export interface Stage {
  readonly name: string;
  readonly usd: number;
  readonly years: number;
  /** Chance that the stage fails once and is repeated. */
  readonly respin: number;
  /** Share of its cost and time that a repetition takes. */
  readonly respinShare: number;
}

/** A programme for a chip of one's own, against buying one. */
export interface Programme {
  readonly stages: readonly Stage[];
  /** Slip after the last stage beyond the plan. */
  readonly slipYears: number;
  /** Cost of a processed, packaged, tested chip that works at `yieldShare` 1, with its memory. */
  readonly dieUsd: number;
  readonly memoryUsd: number;
  /** Share of dies that work; those that do not still cost. */
  readonly yieldShare: number;
  readonly merchantUsd: number;
  /** Work of an own chip over that of the merchant one, software ready. */
  readonly performance: number;
  /** Own chips wanted a year, from the first year of production. */
  readonly chipsPerYear: readonly number[];
  /** Share of wanted work that software is ready for, by year; the last value holds on. */
  readonly readiness: readonly number[];
  /** Most chips a year that wafers, memory and packaging allow; the least counts. */
  readonly caps?: { readonly wafers?: number; readonly memory?: number; readonly packaging?: number };
  readonly wacc: number;
}

/** What a programme is worth at the start of development, USD. */
export interface ProgrammeValue {
  readonly npvUsd: number;
  readonly nreUsd: number;
  /** Present value of development alone, and of what chips save. */
  readonly nrePresentUsd: number;
  readonly savedPresentUsd: number;
  readonly unitUsd: number;
  readonly savingUsdPerChip: number;
  readonly firstYear: number;
  readonly chips: number;
  /** Chips over the whole programme at which it would break even, in the same shape over time; `undefined` where none saves. */
  readonly breakEvenChips: number | undefined;
}

/**
 * Value of an own chip: expected development with repetitions, then each year's chips times what each saves against buying the same
 * work. Money of a stage is spent at its middle, savings at the middle of a year.
 *
 * @example programmeValue(programme).npvUsd
 */
export function programmeValue(programme: Programme): ProgrammeValue {
  const { stages, wacc, readiness, chipsPerYear } = programme;
  const at = (years: number): number => pow(1 + wacc, -years);
  let [time, nreUsd, nrePresentUsd] = [0, 0, 0];
  for (const { usd, years, respin, respinShare } of stages) {
    const again = 1 + respin * respinShare;
    nreUsd += usd * again;
    nrePresentUsd += usd * again * at(time + (years * again) / 2);
    time += years * again;
  }
  const firstYear = time + programme.slipYears;
  const unitUsd = programme.dieUsd / programme.yieldShare + programme.memoryUsd;
  const savingUsdPerChip = programme.merchantUsd * programme.performance - unitUsd;
  const most = Math.min(...Object.values(programme.caps ?? {}), Infinity);
  let [chips, presentChips] = [0, 0];
  chipsPerYear.forEach((wanted, year) => {
    const ready = readiness[Math.min(year, readiness.length - 1)] ?? 1;
    const made = Math.min(wanted * ready, most);
    chips += made;
    presentChips += made * at(firstYear + year + 0.5);
  });
  const savedPresentUsd = presentChips * savingUsdPerChip;
  const isSaving = savingUsdPerChip > 0 && presentChips > 0;
  return {
    npvUsd: savedPresentUsd - nrePresentUsd,
    nreUsd,
    nrePresentUsd,
    savedPresentUsd,
    unitUsd,
    savingUsdPerChip,
    firstYear,
    chips,
    breakEvenChips: isSaving ? (chips * nrePresentUsd) / savedPresentUsd : undefined,
  };
}

/**
 * The merchant price below which the programme should stop: where what is left to spend is worth what is left to save. Money spent
 * counts for nothing: pass the stages that are left.
 *
 * @example stopPrice({ ...programme, stages: [] }) // the unit cost over the performance
 */
export function stopPrice(programme: Programme): number {
  const value = programmeValue({ ...programme, merchantUsd: 0 });
  // Savings are linear in the price: find it from the values at two prices, far apart against rounding.
  const high = 1e6;
  const perUsd = (programmeValue({ ...programme, merchantUsd: high }).npvUsd - value.npvUsd) / high;
  return perUsd > 0 ? -value.npvUsd / perUsd : Infinity;
}
