import type { DatedRates, GrowthBackTest, ProviderFacts, Race, RatePreset } from '../market/index.ts';
import { numberColumns, type TableSpec } from './table.ts';

/** Every definition against AWS: sizes, growth, and when; the table of `buildout race`. */
export function raceTable(race: Race): TableSpec {
  const beyond = `> ${race.years} y`;
  return {
    caption: `Against AWS as of ${race.asOf}, revenue of four quarters to ${race.lastQuarter}; ${race.paths} paths, seed ${race.seed}.`,
    columns: [
      { title: 'Against AWS' },
      ...numberColumns(['$bn', 'Growth', 'At constant rates', '1 in 10 by', 'Median', '9 in 10 by', 'Never']),
    ],
    rows: race.answers.map((answer) => {
      const years = answer.constantYears;
      const when = answer.isAhead
        ? ['already', '', '', '']
        : [
            years === undefined ? 'never' : `${years.toFixed(1)} years`,
            answer.p10 ?? beyond,
            answer.p50 ?? beyond,
            answer.p90 ?? beyond,
          ];
      return {
        cells: [
          answer.label,
          answer.followerUsdBn.toFixed(1),
          `+${(100 * answer.followerGrowth).toFixed(0)}%`,
          ...when,
          answer.isAhead ? '' : `${(100 * answer.never).toFixed(0)}%`,
        ],
      };
    }),
  };
}

/** What constant rates said of each definition at each date: how much half a year of results moves the answer. */
export function datedTable(dated: readonly DatedRates[]): TableSpec {
  const dates = [...new Set(dated.map(({ asOf }) => asOf))];
  const labels = [...new Set(dated.map(({ label }) => label))];
  return {
    caption: 'Years until as large as AWS if the rates reported by a date are carried on.',
    columns: [{ title: 'Against AWS' }, ...numberColumns(dates.map((date) => `As of ${date}`))],
    rows: labels.map((label) => ({
      cells: [
        label,
        ...dates.map((date) => {
          const found = dated.find((each) => each.label === label && each.asOf === date);
          return found ? datedText(found) : 'not known';
        }),
      ],
    })),
  };
}

/** `7.7 years (+43% against +37%)`. */
export function datedText({ years, leaderGrowth, followerGrowth }: DatedRates): string {
  const when = years === undefined ? 'never' : years === 0 ? 'larger already' : `${years.toFixed(1)} years`;
  return `${when} (+${(100 * followerGrowth).toFixed(0)}% against +${(100 * leaderGrowth).toFixed(0)}%)`;
}

/** Capital intensity, backlog cover and the depreciation wave by provider. */
export function factsTable(facts: readonly ProviderFacts[]): TableSpec {
  const bn = (value: number | undefined) => (value === undefined ? 'not known' : value.toFixed(1));
  const share = (value: number | undefined) =>
    value === undefined ? 'not known' : `${(100 * value).toFixed(0)}%`;
  return {
    caption: 'Trailing four quarters, $bn.',
    columns: [
      { title: 'Provider' },
      { title: 'To' },
      ...numberColumns([
        'Capex',
        'Cloud revenue',
        'Capex / revenue',
        'Backlog',
        'Years of revenue',
        'Depreciation',
        'Growth',
      ]),
      { title: 'What is compared' },
    ],
    rows: facts.map((each) => ({
      cells: [
        each.provider,
        each.lastQuarter,
        bn(each.capexUsdBn),
        bn(each.revenueUsdBn),
        share(each.intensity),
        bn(each.backlogUsdBn),
        bn(each.coverYears),
        bn(each.depreciationUsdBn),
        share(each.depreciationGrowth),
        `${each.revenueOf}; ${each.note}`,
      ],
    })),
  };
}

/** Years until the overtake at pairs of constant rates. */
export function presetTable(presets: readonly RatePreset[]): TableSpec {
  return {
    caption: 'Years until Azure ($88.4bn) is as large as AWS ($130bn).',
    columns: [{ title: 'Rates' }, ...numberColumns(['AWS', 'Azure', 'Years'])],
    rows: presets.map(({ name, leaderGrowth, followerGrowth, years }) => ({
      cells: [
        name,
        `${(100 * leaderGrowth).toFixed(0)}%`,
        `${(100 * followerGrowth).toFixed(0)}%`,
        years === undefined ? 'never' : years.toFixed(1),
      ],
    })),
  };
}

/** How the growth model did on AWS, looking back. */
export function backTestTable({ rows, from, to, origins }: GrowthBackTest): TableSpec {
  return {
    caption: `Quarterly revenue forecast from ${origins} quarters, ${from} to ${to}, with what was known then.`,
    columns: [
      { title: 'Quarters ahead' },
      ...numberColumns(['In the 80% band', 'Error bar (95%)', 'Error of the median', 'Growth carried on']),
    ],
    rows: rows.map((row) => ({
      cells: [
        String(row.ahead),
        `${row.inside} of ${row.of} (${((100 * row.inside) / row.of).toFixed(0)}%)`,
        `${(100 * row.error.low).toFixed(0)}–${(100 * row.error.high).toFixed(0)}% (${row.independent} apart)`,
        `${row.errorPct.toFixed(1)}%`,
        `${row.naivePct.toFixed(1)}%`,
      ],
    })),
  };
}
