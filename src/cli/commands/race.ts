import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import Table from 'cli-table3';
import {
  backTestAws,
  capexColumns,
  isRaceDefinition,
  providerFacts,
  raceDefinitions,
  ratePresets,
  ratesByDate,
  runRace,
  type DatedRates,
  type GrowthBackTest,
  type ProviderFacts,
  type Race,
  type RaceDefinition,
} from '../../market/index.ts';
import { loadMarketData, makeDocument, writeFile } from '../../node/index.ts';
import { datedText, pieceWords, raceSentence, raceTable, renderRacePage } from '../../report/index.ts';
import { version } from '../../study/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';
import { seedNumber, wholeNumber } from '../options.ts';

interface RaceFlags {
  readonly asOf: string;
  readonly definition?: RaceDefinition;
  readonly years: number;
  readonly paths: number;
  readonly seed: number;
  readonly json?: string;
  readonly html?: string;
}

/** `race`: when each rival's cloud is larger than AWS, as a distribution in which never is a value. */
export function addRace(program: Command): void {
  program
    .command('race')
    .option('--as-of <month>', 'what was known at the end of this month', '2026-08')
    .option('--definition <d>', `only this one: ${raceDefinitions.slice(1).join(', ')}`, definitionWord)
    .option('--years <n>', 'years ahead; later counts as never', wholeNumber, 10)
    .option('--paths <n>', 'random paths', wholeNumber, 10_000)
    .option('--seed <n>', 'seed of the draws', seedNumber, 7)
    .option('--json <file>', 'write the answer there')
    .option('--html <file>', 'write a page with charts there')
    .description('who is larger than AWS and when, by definition of "the cloud", as a distribution')
    .action((flags: RaceFlags) => {
      const data = loadMarketData();
      const found = runRace(data, flags);
      printIssues(found.issues);
      if (!found.value) {
        process.exitCode = exitCodes.usage;
        return;
      }
      const answers = found.value.answers.filter(
        ({ definition }) => flags.definition === undefined || definition === flags.definition,
      );
      if (answers.length === 0) {
        console.error(
          `${flags.definition ?? 'Every definition'} has too few quarters known by ${flags.asOf}.`,
        );
        process.exitCode = exitCodes.usage;
        return;
      }
      const race: Race = { ...found.value, answers };
      const facts = providerFacts(data, flags.asOf);
      const backTest = backTestAws(data, flags.asOf).value!;
      const presets = ratePresets();
      if (flags.json !== undefined)
        writeFile(flags.json, `${JSON.stringify({ ...race, facts, presets, backTest }, undefined, 1)}\n`);
      if (flags.html !== undefined) {
        const columns = capexColumns(data, { guidanceBy: `${flags.asOf}-28` }).value ?? [];
        const page = { document: makeDocument(), version, capexColumns: columns, facts, presets, backTest };
        writeFile(flags.html, renderRacePage(race, page));
      }
      console.log(describeRace(race, { facts, backTest, dated: ratesByDate(data, comparedDates) }));
    });
}

function definitionWord(text: string): RaceDefinition {
  if (isRaceDefinition(text) && text !== 'aws') return text;
  throw new InvalidArgumentError(`expected one of ${raceDefinitions.slice(1).join(', ')}, found '${text}'.`);
}

const plain = {
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  style: { head: [], border: [], compact: true },
};

/** The article's month, and half a year of results later. */
const comparedDates = ['2026-02', '2026-08'];

interface Beside {
  readonly facts: readonly ProviderFacts[];
  readonly backTest: GrowthBackTest;
  readonly dated: readonly DatedRates[];
}

function describeRace(race: Race, { facts, backTest, dated }: Beside): string {
  const { columns, rows } = raceTable(race);
  const table = new Table({
    ...plain,
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ isNumber }) => (isNumber ? 'right' : 'left')),
  });
  for (const { cells } of rows) table.push(cells.map(pieceWords));
  const first = race.answers[0]!;
  const presets = ratePresets().map(
    ({ name, leaderGrowth, followerGrowth, years }) =>
      `  AWS ${(100 * leaderGrowth).toFixed(0)}%, Azure ${(100 * followerGrowth).toFixed(0)}% (${name}): ${years === undefined ? 'never' : `${years.toFixed(1)} years`}`,
  );
  const notes = race.answers
    .filter(({ note }) => note !== '')
    .map(({ label, note }) => `  ${label}: ${note}.`);
  return [
    `As of ${race.asOf}, results to ${race.lastQuarter}. AWS $${first.leaderUsdBn.toFixed(1)}bn over four quarters, +${(100 * first.leaderGrowth).toFixed(0)}% in the last; ${race.paths} paths, seed ${race.seed}, ${race.years} years ahead.`,
    table.toString(),
    ...race.answers.map((answer) => raceSentence(race, answer)),
    '',
    `At constant rates, from $130bn and $88.4bn:`,
    ...presets,
    '',
    'At the rates reported by February and by August 2026 (the article of February says three years):',
    ...raceDefinitionsOf(dated).map((label) => describeDates(label, dated)),
    '',
    'Capital spending, backlog and depreciation over four quarters:',
    ...facts.map(describeFacts),
    '',
    `Looking back at AWS from ${backTest.from} on, the 80% band held:`,
    ...backTest.rows.map(
      ({ ahead, inside, of, error, independent }) =>
        `  ${ahead} quarters ahead: ${inside} of ${of} (${((100 * inside) / of).toFixed(0)}%; error bar ${(100 * error.low).toFixed(0)}–${(100 * error.high).toFixed(0)}% on ${independent} windows apart)`,
    ),
    ...(notes.length > 0 ? ['', 'Derived series:', ...notes] : []),
  ].join('\n');
}

function raceDefinitionsOf(dated: readonly DatedRates[]): string[] {
  return [...new Set(dated.map(({ label }) => label))];
}

function describeDates(label: string, dated: readonly DatedRates[]): string {
  const parts = dated
    .filter((each) => each.label === label)
    .map((each) => `${each.asOf}: ${datedText(each)}`);
  return `  ${label}: ${parts.join('; ')}`;
}

function describeFacts(facts: ProviderFacts): string {
  const { provider, lastQuarter, capexUsdBn, revenueOf, intensity, backlogUsdBn, coverYears } = facts;
  const parts = [
    capexUsdBn === undefined ? 'capex not known' : `capex $${capexUsdBn.toFixed(0)}bn`,
    intensity === undefined ? '' : `${(100 * intensity).toFixed(0)}% of revenue of ${revenueOf}`,
    backlogUsdBn === undefined ? '' : `backlog $${backlogUsdBn.toFixed(0)}bn`,
    coverYears === undefined ? '' : `${coverYears.toFixed(1)} years of it`,
    facts.depreciationUsdBn === undefined
      ? ''
      : `depreciation $${facts.depreciationUsdBn.toFixed(1)}bn${facts.depreciationGrowth === undefined ? '' : ` (+${(100 * facts.depreciationGrowth).toFixed(0)}%)`}`,
  ].filter((part) => part !== '');
  return `  ${provider} to ${lastQuarter}: ${parts.join(', ')} (${facts.note}).`;
}
