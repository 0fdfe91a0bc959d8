import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import Table from 'cli-table3';
import {
  solvable,
  solveImplied,
  valueBusiness,
  type Solvable,
  type ValueInputs,
} from '../../market/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';

interface ImpliedFlags {
  readonly value?: number;
  readonly multiple?: number;
  readonly revenue: number;
  readonly growth: number;
  readonly finalGrowth: number;
  readonly margin: number;
  readonly tax: number;
  readonly capital: number;
  readonly rate: number;
  readonly years: number;
  readonly solve: Solvable;
  readonly json?: boolean;
}

/** `implied`: the growth, margin or return that an enterprise value already pays for. */
export function addImplied(program: Command): void {
  program
    .command('implied')
    .option('--value <bn>', 'enterprise value, $bn', bareNumber)
    .option('--multiple <x>', 'the value as a multiple of revenue instead (run-rate check)', bareNumber)
    .option('--revenue <bn>', 'revenue of the last four quarters, $bn (AWS to 2025Q4)', bareNumber, 128.725)
    .option('--growth <pct>', 'growth in the first year, %', percent, 0.24)
    .option('--final-growth <pct>', 'growth at the end and for ever, %', percent, 0.04)
    .option('--margin <pct>', 'operating margin, %', percent, 0.35)
    .option('--tax <pct>', 'tax rate, %', percent, 0.21)
    .option('--capital <x>', 'capital per dollar of added yearly revenue', bareNumber, 2)
    .option('--rate <pct>', 'discount rate, %', percent, 0.09)
    .option('--years <n>', 'years until growth is steady', bareNumber, 10)
    .option('--solve <what>', 'growth, margin or return', solveWord, 'growth')
    .option('--json', 'print the answer as JSON')
    .description('reverse DCF: what an enterprise value takes for granted')
    .action((flags: ImpliedFlags) => {
      const inputs = {
        revenueUsdBn: flags.revenue,
        growth: flags.growth,
        finalGrowth: flags.finalGrowth,
        margin: flags.margin,
        taxRate: flags.tax,
        capitalPerRevenue: flags.capital,
        discountRate: flags.rate,
        years: flags.years,
      };
      const enterpriseUsdBn =
        flags.value ?? (flags.multiple === undefined ? undefined : flags.multiple * flags.revenue);
      if (enterpriseUsdBn === undefined) {
        console.log(renderPresets(inputs, flags.solve));
        return;
      }
      const found = solveImplied({ ...inputs, enterpriseUsdBn }, flags.solve);
      if (!found.value) {
        printIssues(found.issues);
        process.exitCode = exitCodes.usage;
        return;
      }
      if (flags.json) {
        console.log(JSON.stringify(found.value, undefined, 1));
        return;
      }
      const { value, valuation } = found.value;
      console.log(
        [
          `A value of $${enterpriseUsdBn.toFixed(0)}bn takes ${words[flags.solve]} of ${(100 * value).toFixed(2)}% for granted.`,
          describeInputs(found.value.inputs),
          yearTable(valuation.years),
          `${(100 * valuation.terminalShare).toFixed(0)}% of the value lies beyond year ${flags.years}.`,
        ].join('\n'),
      );
    });
}

const words: Readonly<Record<Solvable, string>> = {
  growth: 'first-year growth',
  margin: 'an operating margin',
  discountRate: 'a return',
};

/** The analyst's first checks: what each multiple of run-rate revenue takes for granted. */
function renderPresets(inputs: Omit<ValueInputs, 'enterpriseUsdBn'>, solve: Solvable): string {
  const { enterpriseUsdBn } = valueBusiness(inputs);
  const rows = [4, 6, 8, 10, 12, 15].map((multiple) => {
    const found = solveImplied({ ...inputs, enterpriseUsdBn: multiple * inputs.revenueUsdBn }, solve);
    const answer = found.value ? `${(100 * found.value.value).toFixed(1)}%` : 'none in range';
    return `  ${String(multiple).padStart(2)} × revenue, $${(multiple * inputs.revenueUsdBn).toFixed(0)}bn: ${words[solve]} of ${answer}`;
  });
  return [
    `With these inputs the business is worth $${enterpriseUsdBn.toFixed(0)}bn, ${(enterpriseUsdBn / inputs.revenueUsdBn).toFixed(1)} × revenue:`,
    describeInputs({ ...inputs, enterpriseUsdBn }),
    'What a multiple of revenue takes for granted:',
    ...rows,
    'Give --value or --multiple for one of them with its years.',
  ].join('\n');
}

function describeInputs(inputs: ValueInputs): string {
  const pct = (value: number) => `${(100 * value).toFixed(1)}%`;
  return `  revenue $${inputs.revenueUsdBn.toFixed(1)}bn growing ${pct(inputs.growth)} in the first year, in a line to ${pct(inputs.finalGrowth)} in year ${inputs.years}; margin ${pct(inputs.margin)}, tax ${pct(inputs.taxRate)}, $${inputs.capitalPerRevenue} of capital per dollar of added revenue, discounted at ${pct(inputs.discountRate)}, mid-year.`;
}

function yearTable(years: ReturnType<typeof valueBusiness>['years']): string {
  const table = new Table({
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    style: { head: [], border: [], compact: true },
    head: ['Year', 'Growth', 'Revenue', 'NOPAT', 'Reinvested', 'Free cash', 'Present value'],
    colAligns: ['right', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const row of years) {
    table.push([
      row.year,
      `${(100 * row.growth).toFixed(1)}%`,
      ...[row.revenueUsdBn, row.nopatUsdBn, row.reinvestedUsdBn, row.freeCashUsdBn, row.presentUsdBn].map(
        (value) => value.toFixed(1),
      ),
    ]);
  }
  return table.toString();
}

function bareNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected a number, found '${text}'.`);
}

function percent(text: string): number {
  return bareNumber(text.replace(/%$/, '')) / 100;
}

function solveWord(text: string): Solvable {
  const word = text === 'return' ? 'discountRate' : text;
  if ((solvable as readonly string[]).includes(word)) return word as Solvable;
  throw new InvalidArgumentError(`expected growth, margin or return, found '${text}'.`);
}
