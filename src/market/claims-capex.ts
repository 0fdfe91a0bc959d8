import type { ClaimCheck, ClaimContext, Finding, Stated, Verdict } from './claim-types.ts';
import type { Evidence } from './evidence.ts';
import { needed } from './evidence.ts';
import { CASH_PURCHASES } from './find-capex.ts';
import { isBetween, isNearly, isRounded } from './stated.ts';
import { percent, usdBn } from './words.ts';

/** The article appeared in February 2026: what was known by then. */
export const ARTICLE_DATE = '2026-02-28';

const COMPANY_ADDITIONS = 'segment PP&E additions, company total';
const AWS = 'Amazon AWS segment';

export const capexClaims: Readonly<Record<string, ClaimCheck>> = {
  S01: ({ stated, evidence }) => {
    const then = evidence.guidance({ provider: 'Amazon', year: 2026 }, ARTICLE_DATE);
    const now = evidence.guidance({ provider: 'Amazon', year: 2026 });
    return {
      verdict: isRounded(then.capexUsdBn, stated) ? 'reproduced' : 'contradicted',
      found: then.capexUsdBn,
      because: `Amazon guided to ${usdBn(then.capexUsdBn, 0)} of ${then.definition} for 2026 on ${then.guidedAt ?? 'an earlier day'}; on ${now.guidedAt ?? 'a later day'} the guide was ${usdBn(now.capexUsdBn, 0)}.`,
    };
  },
  S02: checkLargest,
  S03: checkAwsShare,
  S04: ({ stated, evidence }) => {
    const product = awsPlanned(evidence);
    const plan = evidence.guidance({ provider: 'Amazon', year: 2026 }, ARTICLE_DATE).capexUsdBn;
    return {
      verdict: roundedOrNot(product, stated),
      found: product,
      because: `${evidence.statedBy('S03')}% of the guided ${usdBn(plan, 0)} is ${usdBn(product, 0)}; the share is the article's.`,
    };
  },
  S05: checkThreeRivals,
  S31: checkRecord,
  S32: ({ stated, evidence }) => {
    const plan = evidence.guidance({ provider: 'Amazon', year: 2026 }, ARTICLE_DATE).capexUsdBn;
    const last = evidence.capex({ provider: 'Amazon', year: 2025, definition: CASH_PURCHASES }).capexUsdBn;
    const growth = plan / last - 1;
    return {
      verdict: roundedOrNot(100 * growth, stated),
      found: 100 * growth,
      because: `${usdBn(plan, 0)} ÷ ${usdBn(last, 2)} − 1 = ${percent(growth)}, both gross cash purchases of PP&E.`,
    };
  },
  S34: ({ stated, evidence }) => {
    const plan = awsPlanned(evidence);
    const last = evidence.capex({ provider: AWS, year: 2025 }).capexUsdBn;
    const growth = plan / last - 1;
    return {
      verdict: roundedOrNot(100 * growth, stated),
      found: 100 * growth,
      because: `${usdBn(plan, 0)} (article's share of the guide) ÷ ${usdBn(last, 2)} (AWS PP&E additions 2025) − 1 = ${percent(growth)}; the two bases differ, cash against accrued additions.`,
    };
  },
};

function roundedOrNot(found: number, stated: Stated): Verdict {
  return isRounded(found, stated) ? 'reproduced' : 'contradicted';
}

function awsPlanned(evidence: Evidence): number {
  return (
    (evidence.statedBy('S03') / 100) *
    evidence.guidance({ provider: 'Amazon', year: 2026 }, ARTICLE_DATE).capexUsdBn
  );
}

/** Microsoft had named no number for 2026 by the article's date: its latest quarter then, four times. */
function microsoftRunRate(evidence: Evidence): number {
  const query = { provider: 'Microsoft', segment: 'Total company', metric: 'capex_incl_finance_leases' };
  return 4 * evidence.figure({ ...query, period: '2025Q4' }).value;
}

function checkLargest({ evidence }: ClaimContext): Finding {
  const amazon = evidence.guidance({ provider: 'Amazon', year: 2026 }, ARTICLE_DATE).capexUsdBn;
  const alphabet = evidence.guidance({ provider: 'Alphabet', year: 2026 }, ARTICLE_DATE);
  const alphabetHigh = needed(alphabet.highUsdBn, "upper end of Alphabet's guidance");
  const microsoft = microsoftRunRate(evidence);
  const later = {
    amazon: evidence.guidance({ provider: 'Amazon', year: 2026 }),
    alphabet: evidence.guidance({ provider: 'Alphabet', year: 2026 }),
    microsoft: evidence.guidance({ provider: 'Microsoft', year: 2026 }),
  };
  const laterHigh = later.alphabet.highUsdBn ?? later.alphabet.capexUsdBn;
  return {
    verdict: amazon > alphabetHigh && amazon > microsoft ? 'reproduced' : 'contradicted',
    found: amazon,
    because:
      `Amazon's ${usdBn(amazon, 0)} exceeds each of them: Alphabet guided to at most ${usdBn(alphabetHigh, 0)}, Microsoft ran at ` +
      `${usdBn(microsoft, 0)} (2025Q4 × 4, leases included, no guide for 2026 then); by July 2026 the guides were ` +
      `${usdBn(later.amazon.capexUsdBn, 0)}, at most ${usdBn(laterHigh, 0)}, and ${usdBn(later.microsoft.capexUsdBn, 0)}.`,
  };
}

function checkAwsShare({ stated, evidence }: ClaimContext): Finding {
  const aws = evidence.capex({ provider: AWS, year: 2025 }).capexUsdBn;
  const all = evidence.capex({ provider: 'Amazon', year: 2025, definition: COMPANY_ADDITIONS }).capexUsdBn;
  const half = ['2025Q3', '2025Q4'];
  const awsHalf = evidence.sum({ provider: 'Amazon', segment: 'AWS', metric: 'ppe_additions' }, half);
  const company = { provider: 'Amazon', segment: 'Total company', metric: 'capex_incl_finance_leases' };
  const allHalf = evidence.sum(company, half);
  const share = (100 * aws) / all;
  const halfShare = (100 * awsHalf) / allHalf;
  const allowed = isBetween(stated.value ?? NaN, share, halfShare);
  return {
    verdict: isRounded(share, stated) ? 'reproduced' : allowed ? 'consistent' : 'contradicted',
    found: share,
    because:
      `Amazon gives no split of the plan; AWS took ${usdBn(aws, 2)} of ${usdBn(all, 2)} PP&E additions in 2025 = ${percent(share / 100)}, ` +
      `and ${usdBn(awsHalf)} of ${usdBn(allHalf, 2)} (company figure: cash plus finance leases) in its second half = ${percent(halfShare / 100)}; ` +
      `${stated.text}% lies ${allowed ? 'between' : 'outside'}.`,
  };
}

function checkThreeRivals({ stated, evidence }: ClaimContext): Finding {
  const alphabet = evidence.guidance({ provider: 'Alphabet', year: 2026 }, ARTICLE_DATE).capexUsdBn;
  const oracle = evidence.guidance({ provider: 'Oracle', year: 2026 }, ARTICLE_DATE).capexUsdBn;
  const microsoft = microsoftRunRate(evidence);
  const sum = alphabet + oracle + microsoft;
  const laterAlphabet = evidence.guidance({ provider: 'Alphabet', year: 2026 }).capexUsdBn;
  const laterMicrosoft = evidence.guidance({ provider: 'Microsoft', year: 2026 }).capexUsdBn;
  const oracle26 = evidence.capex({ provider: 'Oracle', year: 2026 }).capexUsdBn;
  const oracle27 = evidence.guidance({ provider: 'Oracle', year: 2027 }).capexUsdBn;
  // Oracle's year ends in May: half of each fiscal year stands for calendar 2026.
  const laterOracle = (oracle26 + oracle27) / 2;
  const laterSum = laterAlphabet + laterMicrosoft + laterOracle;
  const claim = stated.value ?? NaN;
  return {
    verdict: isBetween(claim, sum, laterSum)
      ? 'consistent'
      : isNearly(sum, stated)
        ? 'reproduced'
        : 'contradicted',
    found: sum,
    because:
      `By the article's date Alphabet ${usdBn(alphabet, 0)} + Oracle ${usdBn(oracle, 0)} (fiscal 2026) + Microsoft ${usdBn(microsoft, 0)} ` +
      `(2025Q4 × 4, no guide then) = ${usdBn(sum, 0)}, so ${usdBn(claim, 0)} supposes ${usdBn(claim - alphabet - oracle, 0)} for Microsoft; ` +
      `the July 2026 guides give ${usdBn(laterAlphabet, 0)} + ${usdBn(laterOracle)} (half of fiscal 2026 and 2027) + ${usdBn(laterMicrosoft, 0)} = ${usdBn(laterSum, 0)}.`,
  };
}

function checkRecord({ stated, evidence }: ClaimContext): Finding {
  const plan = evidence.guidance({ provider: 'Amazon', year: 2026 }, ARTICLE_DATE).capexUsdBn;
  const years = evidence.data.capex.filter(
    (row) =>
      row.provider === 'Amazon' &&
      row.kind === 'actual' &&
      row.year < 2026 &&
      row.definition.startsWith(CASH_PURCHASES),
  );
  const largest = years.reduce((best, row) => (row.capexUsdBn > best.capexUsdBn ? row : best));
  const actual = evidence.capex({
    provider: 'Amazon',
    year: largest.year,
    definition: CASH_PURCHASES,
  }).capexUsdBn;
  const first = Math.min(...years.map((row) => row.year));
  return {
    verdict: isRounded(plan, stated) && plan > actual ? 'reproduced' : 'contradicted',
    found: plan,
    because: `${usdBn(plan, 0)} is ${percent(plan / actual - 1, 0)} more than the largest year in the data, ${usdBn(actual, 2)} in ${largest.year} (gross cash purchases of PP&E from ${first} on).`,
  };
}
