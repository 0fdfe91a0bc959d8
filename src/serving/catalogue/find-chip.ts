import type { Issue, Place } from '../../base/issue.ts';
import { nearestName } from '../../base/nearest.ts';
import type { Catalogue, Chip } from './types.ts';

/** A chip that was asked for, and whether it had to be guessed. */
export interface FoundChip {
  readonly chip: Chip;
  readonly isGuess: boolean;
  readonly issues: readonly Issue[];
}

/** What a benchmark row says of its chip. */
export interface ChipWords {
  readonly chip: string;
  /** Longer name of the accelerator, where the short one is not known. */
  readonly accelerator?: string;
  /** Name of the system: for processors the generation stands here. */
  readonly system?: string;
  readonly at?: Place;
}

/**
 * Finds the chip that words name: by name, by a name benchmarks use, as a mix `A+B` (mean of both), or as a part of a longer
 * name. A chip that nobody knows gets the figures of a middling one and the warning `serving-chip-unknown`.
 *
 * @example findChip(catalogue, { chip: 'GB200' }).chip.name // 'GB200-NVL72'
 */
export function findChip(catalogue: Catalogue, words: ChipWords): FoundChip {
  const known = named(catalogue, words);
  if (known) return { chip: known, isGuess: false, issues: [] };
  const parts = words.chip.split('+').map((part) => named(catalogue, { chip: part.trim() }));
  if (parts.length > 1 && parts.every((part) => part !== undefined)) {
    return { chip: mixed(words.chip, parts), isGuess: false, issues: [] };
  }
  const near = nearestName(words.chip, [...catalogue.chips.keys(), ...catalogue.chipNames.keys()]);
  const nearChip = near === undefined ? undefined : named(catalogue, { chip: near });
  const middling = catalogue.chips.get('H100')!;
  const chip: Chip = {
    ...(nearChip ?? middling),
    name: words.chip || '(no chip)',
    ...(nearChip ? {} : { make: 'unknown' }),
  };
  const issue: Issue = {
    code: 'serving-chip-unknown',
    severity: 'warning',
    message: `The chip is not in the catalogue; the figures of ${nearChip?.name ?? middling.name} stand in, with a wide range.`,
    ...(words.at ? { at: words.at } : {}),
    found: words.chip || '(empty)',
    expected: 'a chip of data/silicon/chips.csv, or of a file of your own in its columns',
    ...(near === undefined ? {} : { fix: `write ${near}` }),
  };
  return { chip, isGuess: true, issues: [issue] };
}

function named(catalogue: Catalogue, { chip, accelerator, system }: ChipWords): Chip | undefined {
  const generation = system !== undefined && /EMR|SPR|Xeon.?5/i.test(system) ? 'CPU-EMR' : 'CPU-GNR';
  const name = chip === 'CPU' ? generation : chip;
  const direct = catalogue.chips.get(catalogue.chipNames.get(name) ?? name);
  if (direct) return direct;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9+]/g, '');
  const asked = plain(name);
  const all = [...catalogue.chipNames.keys(), ...catalogue.chips.keys()];
  const same = all.find((other) => plain(other) === asked);
  if (same !== undefined) return catalogue.chips.get(catalogue.chipNames.get(same) ?? same);
  const long = plain(accelerator ?? '');
  // The longest name that the accelerator's name holds, so that `H100-NVL` wins over `H100`.
  const within = all
    .filter((other) => plain(other).length > 2 && !long.includes('+') && long.includes(plain(other)))
    .sort((a, b) => b.length - a.length)[0];
  return within === undefined ? undefined : catalogue.chips.get(catalogue.chipNames.get(within) ?? within);
}

function mixed(name: string, parts: readonly Chip[]): Chip {
  const [first] = parts;
  const mean = (read: (chip: Chip) => number | undefined): number | undefined => {
    const values = parts.map(read);
    return values.every((value) => value !== undefined)
      ? values.reduce((sum: number, value) => sum + value!, 0) / values.length
      : undefined;
  };
  const optional = <K extends keyof Chip>(key: K): Partial<Chip> => {
    const value = mean((chip) => chip[key] as number | undefined);
    return value === undefined ? {} : ({ [key]: value } as Partial<Chip>);
  };
  return {
    ...first!,
    name,
    ...optional('bf16Tflops'),
    ...optional('fp8Tflops'),
    ...optional('memoryGb'),
    ...optional('memoryTbPerSecond'),
  };
}
