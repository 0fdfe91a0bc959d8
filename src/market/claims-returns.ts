import type { ClaimCheck, ClaimContext, Finding } from './claim-types.ts';
import type { ModelAnswers } from './model-answers.ts';
import { percent, usdBn } from './words.ts';

/** The year on which "strong" returns are judged: the 2026 capacity is then in service and filled. */
const JUDGED_YEAR = 'FY2030';

export const returnClaims: Readonly<Record<string, ClaimCheck>> = {
  S30: checkReturn,
  S35: checkOwnChips,
};

function checkReturn({ evidence, model }: ClaimContext): Finding {
  const hurdle = evidence.accounting('Amazon', 'wacc');
  const rate = hurdle.value / 100;
  const roic = readRange(model, 'roic.d2', JUDGED_YEAR);
  if (roic === undefined) {
    return {
      verdict: 'not reproduced',
      because: `Whether returns are "strong" needs the case: ROIC (D2, incl. CIP) in ${JUDGED_YEAR} against a recalled cost of capital of ${percent(rate, 0)}.`,
    };
  }
  const value = readRange(model, 'npv', 'all');
  const yieldRate = model?.value('irr', 'all', 'p50');
  const added = readRange(model, 'programme.npv', 'all');
  const isStrong = roic.p10 > rate && (added === undefined || added.p10 > 0);
  const isWeak = roic.p90 < rate || (added !== undefined && added.p90 < 0);
  const programme =
    added === undefined
      ? ''
      : ` That is of all capital, old and new: the programme alone adds an NPV of ${usdBn(added.p50 / 1e9)} ` +
        `(80% range ${usdBn(added.p10 / 1e9)} to ${usdBn(added.p90 / 1e9)})${added.p10 > 0 ? '' : ', so a loss is inside the range'}.`;
  const worth =
    value === undefined
      ? ''
      : ` NPV ${usdBn(value.p50 / 1e9)} (80% range ${usdBn(value.p10 / 1e9)} to ${usdBn(value.p90 / 1e9)}).`;
  const rateOfReturn = yieldRate === undefined ? '' : ` IRR ${percent(yieldRate)} (median).`;
  return {
    verdict: isStrong ? 'reproduced' : isWeak ? 'contradicted' : 'consistent',
    found: 100 * roic.p50,
    unit: '% per year',
    from: 'case',
    because:
      `ROIC (D2, incl. CIP) in ${JUDGED_YEAR} is ${percent(roic.p50)} (80% range ${percent(roic.p10)} to ${percent(roic.p90)}) against a cost of capital of ${percent(rate, 0)} ` +
      `(recalled, no filing); "strong" is read as the whole range above it.${worth}${rateOfReturn}${programme}`,
  };
}

function checkOwnChips({ evidence, model }: ClaimContext): Finding {
  const own = evidence.unitCost('1 GW data centre cost, Trainium3 (Morgan Stanley)').base;
  const merchant = evidence.unitCost('1 GW data centre cost, GB300 (Morgan Stanley)').base;
  const saving = 1 - own / merchant;
  const capex =
    `A broker puts a gigawatt at ${usdBn(own, 0)} with Trainium3 and ${usdBn(merchant, 0)} with GB300, ` +
    `${percent(saving)} less capital at equal revenue per GW, which is the open question`;
  const start = shareAndMargin(model, 'FY2026');
  const end = shareAndMargin(model, JUDGED_YEAR);
  if (start === undefined || end === undefined) {
    return {
      verdict: 'not reproduced',
      found: 100 * saving,
      unit: '% less capex per GW',
      because: `${capex}; whether own chips displace Nvidia's and widen margins needs the case.`,
    };
  }
  const displaces = end.share > start.share;
  const widens = end.margin > start.margin;
  return {
    verdict: displaces && widens ? 'reproduced' : displaces || widens ? 'consistent' : 'contradicted',
    found: 100 * end.share,
    unit: `% of revenue on own chips in ${JUDGED_YEAR}`,
    from: 'case',
    because:
      `In the case the share of revenue on own chips goes from ${percent(start.share)} in FY2026 to ${percent(end.share)} in ${JUDGED_YEAR}, ` +
      `the operating margin from ${percent(start.margin)} to ${percent(end.margin)} (medians; the margin moves for other reasons too). ${capex}.`,
  };
}

interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

function readRange(model: ModelAnswers | undefined, metric: string, period: string): Range | undefined {
  const p10 = model?.value(metric, period, 'p10');
  const p50 = model?.value(metric, period, 'p50');
  const p90 = model?.value(metric, period, 'p90');
  return p10 === undefined || p50 === undefined || p90 === undefined ? undefined : { p10, p50, p90 };
}

function shareAndMargin(
  model: ModelAnswers | undefined,
  period: string,
): { readonly share: number; readonly margin: number } | undefined {
  const revenue = model?.value('revenue', period, 'p50');
  const own = model?.value('revenue.own_silicon', period, 'p50');
  const ebit = model?.value('ebit', period, 'p50');
  if (revenue === undefined || own === undefined || ebit === undefined || revenue <= 0) return undefined;
  return { share: own / revenue, margin: ebit / revenue };
}
