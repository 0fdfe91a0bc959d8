import { overtakeYears } from '../num/index.ts';
import { ARTICLE_DATE } from './claims-capex.ts';
import type { ClaimCheck, ClaimContext, Finding } from './claim-types.ts';
import type { Evidence } from './evidence.ts';
import { quartersOf } from './find-figure.ts';
import { isNearly } from './stated.ts';
import { percent, print, usdBn } from './words.ts';

const AWS_REVENUE = { provider: 'Amazon', segment: 'AWS', metric: 'revenue' };
const AWS_INCOME = { provider: 'Amazon', segment: 'AWS', metric: 'operating_income' };

export const awsClaims: Readonly<Record<string, ClaimCheck>> = {
  S06: ({ stated, evidence }) => {
    const revenue = awsRevenue2025(evidence);
    return {
      verdict: isNearly(revenue, stated) ? 'reproduced' : 'contradicted',
      found: revenue,
      because: `The four quarters of AWS revenue in 2025 sum to ${usdBn(revenue, 3)}, ${percent(1 - revenue / (stated.value ?? NaN))} below ${usdBn(stated.value ?? NaN, 0)}.`,
    };
  },
  S07: checkProfitShare,
  S08: checkOvertake,
  S19: checkOwnSilicon,
};

/** AWS revenue of calendar 2025, USD bn. */
export function awsRevenue2025(evidence: Evidence): number {
  return evidence.sum(AWS_REVENUE, quartersOf(2025));
}

function checkProfitShare({ stated, evidence }: ClaimContext): Finding {
  const quarters = quartersOf(2025);
  const aws = quarters.map((period) => evidence.figure({ ...AWS_INCOME, period }).value);
  const group = quarters.map(
    (period) => evidence.fact(`amazon-operating-income-${period.toLowerCase()}`).value,
  );
  const awsYear = aws.reduce((sum, value) => sum + value, 0);
  const groupYear = group.reduce((sum, value) => sum + value, 0);
  const later = ['2026Q1', '2026Q2'];
  const laterShares = later.map((period) => {
    const all = evidence.figure({
      provider: 'Amazon',
      segment: 'Total company',
      metric: 'operating_income',
      period,
    });
    return `${percent(evidence.figure({ ...AWS_INCOME, period }).value / all.value)} in ${period}`;
  });
  const limit = (stated.value ?? NaN) / 100;
  const share = awsYear / groupYear;
  const above = quarters.filter((_, i) => aws[i]! / group[i]! > limit);
  const shares = quarters.map((period, i) => `${percent(aws[i]! / group[i]!)} in ${period}`);
  return {
    verdict: share > limit ? 'reproduced' : 'contradicted',
    found: 100 * share,
    because:
      `AWS operating income of 2025 ${usdBn(awsYear, 3)} ÷ Amazon's ${usdBn(groupYear, 2)} = ${percent(share)}, ${share > limit ? 'above' : 'below'} ${percent(limit, 0)} ` +
      `for the year; by quarter ${shares.join(', ')}, so it holds in ${above.length === 0 ? 'none' : above.join(' and ')} only; later ${laterShares.join(', ')}.`,
  };
}

/** One way to read "Microsoft cloud": twelve months of revenue, USD bn, and both growth rates, fractions per year. */
interface Definition {
  readonly name: string;
  readonly aws: number;
  readonly microsoft: number;
  readonly awsGrowth: number;
  readonly microsoftGrowth: number;
}

function checkOvertake({ stated, evidence }: ClaimContext): Finding {
  const definitions = readDefinitions(evidence);
  const limit = stated.value ?? NaN;
  const years = definitions.map(yearsToOvertake);
  const ahead = years.filter((value) => value === 0).length;
  const within = years.filter((value) => value !== undefined && value > 0 && value <= limit).length;
  const found = definitions.map((definition, i) => `${definition.name}: ${sayYears(years[i])}`).join('; ');
  const arithmetic = definitions.map((definition, i) => explain(definition, years[i]));
  const verdict =
    within === definitions.length ? 'reproduced' : within + ahead === 0 ? 'contradicted' : 'consistent';
  return {
    verdict,
    found,
    unit: 'years after the twelve months compared',
    because:
      `It depends on the definition: of ${definitions.length} readings ${within} overtake${within === 1 ? 's' : ''} within ${limit} years and ${ahead} ${ahead === 1 ? 'is' : 'are'} ahead already, by ` +
      `t = ln(AWS ÷ Microsoft) ÷ ln((1 + growth of Microsoft) ÷ (1 + growth of AWS)). ${arithmetic.join('; ')}.`,
  };
}

function readDefinitions(evidence: Evidence): readonly Definition[] {
  const fiscal25 = ['2024Q3', '2024Q4', '2025Q1', '2025Q2'];
  const fiscal26 = ['2025Q3', '2025Q4', '2026Q1', '2026Q2'];
  const aws = (quarters: readonly string[]): number => evidence.sum(AWS_REVENUE, quarters);
  const azure = { provider: 'Microsoft', segment: 'Azure and other cloud services' };
  const azure25 = evidence.figure({ ...azure, metric: 'revenue_annual', period: 'FY25' }).value;
  const azure26 = evidence.figure({ ...azure, metric: 'revenue_annual', period: 'FY26' }).value;
  const growth = (query: { readonly provider: string; readonly segment: string }, period: string): number =>
    evidence.figure({ ...query, metric: 'revenue_growth_yoy_pct', period }).value / 100;
  const awsSegment = { provider: 'Amazon', segment: 'AWS' };
  const awsGrowth25 = growth(awsSegment, '2025Q4');
  const awsGrowth26 = growth(awsSegment, '2026Q2');
  const intelligent = {
    provider: 'Microsoft',
    segment: 'Intelligent Cloud (recast Aug 2024)',
    metric: 'revenue',
  };
  const wide = {
    provider: 'Microsoft',
    segment: 'Microsoft Cloud (Azure + M365 commercial + other)',
    metric: 'revenue',
  };
  const yearly = (query: typeof wide, period: string, before: string): number =>
    evidence.figure({ ...query, period }).value / evidence.figure({ ...query, period: before }).value - 1;
  const year25 = quartersOf(2025);
  return [
    {
      name: 'Azure FY25, growth of 2025Q4',
      aws: aws(fiscal25),
      microsoft: azure25,
      awsGrowth: awsGrowth25,
      microsoftGrowth: growth(azure, '2025Q4'),
    },
    {
      name: 'Azure 2025 (mean of FY25 and FY26), growth of 2025Q4',
      aws: aws(year25),
      microsoft: (azure25 + azure26) / 2,
      awsGrowth: awsGrowth25,
      microsoftGrowth: growth(azure, '2025Q4'),
    },
    {
      name: 'Azure FY26, growth of 2026Q2',
      aws: aws(fiscal26),
      microsoft: azure26,
      awsGrowth: awsGrowth26,
      microsoftGrowth: growth(azure, '2026Q2'),
    },
    {
      name: 'Intelligent Cloud 2025, growth of 2025Q4',
      aws: aws(year25),
      microsoft: evidence.sum(intelligent, year25),
      awsGrowth: awsGrowth25,
      microsoftGrowth: yearly(intelligent, '2025Q4', '2024Q4'),
    },
    {
      name: 'Intelligent Cloud FY26, growth of 2026Q2',
      aws: aws(fiscal26),
      microsoft: evidence.sum(intelligent, fiscal26),
      awsGrowth: awsGrowth26,
      microsoftGrowth: yearly(intelligent, '2026Q2', '2025Q2'),
    },
    {
      name: 'Microsoft Cloud 2025, growth of 2025Q4',
      aws: aws(year25),
      microsoft: evidence.sum(wide, year25),
      awsGrowth: awsGrowth25,
      microsoftGrowth: yearly(wide, '2025Q4', '2024Q4'),
    },
  ];
}

function yearsToOvertake(definition: Definition): number | undefined {
  return overtakeYears({
    leader: definition.aws,
    follower: definition.microsoft,
    leaderGrowth: definition.awsGrowth,
    followerGrowth: definition.microsoftGrowth,
  });
}

function sayYears(years: number | undefined): string {
  if (years === undefined) return 'never at these rates';
  return years === 0 ? 'already larger' : `${print(years)} years`;
}

function explain(definition: Definition, years: number | undefined): string {
  const sizes = `${usdBn(definition.microsoft)} against AWS ${usdBn(definition.aws)} over the same months`;
  const rates = `${percent(definition.microsoftGrowth)} against ${percent(definition.awsGrowth)} a year`;
  return `${definition.name}: ${sizes}, ${rates}: ${sayYears(years)}`;
}

function checkOwnSilicon({ stated, evidence, model }: ClaimContext): Finding {
  const then = evidence.figure({
    provider: 'Amazon',
    segment: 'Custom silicon (Trainium+Graviton)',
    metric: 'revenue_run_rate',
    period: '2025Q4',
  });
  const later = evidence.figure({
    provider: 'Amazon',
    segment: 'Custom silicon (Graviton+Trainium+Nitro)',
    metric: 'revenue_run_rate',
    period: '2026Q1',
  });
  const earned = model?.value('revenue.own_silicon', 'FY2026', 'p50');
  const inCase =
    earned === undefined ? '' : ` The case earns ${usdBn(earned / 1e9)} on own chips in FY2026 (median).`;
  return {
    verdict: then.value >= (stated.value ?? NaN) ? 'reproduced' : 'contradicted',
    found: then.value,
    because:
      `Reports of the company's words put the annual run rate of Trainium and Graviton above ${usdBn(then.value, 0)} by ${ARTICLE_DATE.slice(0, 7)}, ` +
      `and above ${usdBn(later.value, 0)} with Nitro in ${later.period}; the data have no filed figure for it.${inCase}`,
  };
}
