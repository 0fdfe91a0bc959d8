import { awsRevenue2025 } from './claims-aws.ts';
import type { ClaimCheck, ClaimContext, Finding } from './claim-types.ts';
import type { Evidence } from './evidence.ts';
import { needed } from './evidence.ts';
import type { Deal } from './records.ts';
import { isRounded } from './stated.ts';
import { percent, print, usdBn } from './words.ts';

export const contractClaims: Readonly<Record<string, ClaimCheck>> = {
  S13: ({ stated, evidence }) => {
    const first = evidence.fact('amazon-anthropic-first').value;
    const second = evidence.fact('amazon-anthropic-second').value;
    const later = evidence.deal('Anthropic (issuer)', 'Amazon (investor)', '2026-04-20');
    return {
      verdict: isRounded(first + second, stated) ? 'reproduced' : 'contradicted',
      found: first + second,
      because: `${usdBn(first, 0)} completed in March 2024 and ${usdBn(second, 0)} announced in November 2024 make ${usdBn(first + second, 0)}; ${usdBn(needed(later.headlineUsdBn, 'later investment'), 0)} followed in April 2026 (${later.qualifier}).`,
    };
  },
  S14: checkOpenAiAws,
  S15: ({ stated, evidence }) => {
    const deal = openAiMicrosoft(evidence);
    const backlog = { provider: 'Microsoft', segment: 'Commercial RPO', metric: 'backlog_rpo' };
    const before = evidence.figure({ ...backlog, period: '2025Q3' }).value;
    const after = evidence.figure({ ...backlog, period: '2025Q4' }).value;
    return {
      verdict: isRounded(headline(deal), stated) ? 'reproduced' : 'contradicted',
      found: headline(deal),
      because: `The announcement of ${deal.date} names ${usdBn(headline(deal), 0)} (${deal.qualifier}); Microsoft's commercial RPO rose by ${usdBn(after - before, 0)}, from ${usdBn(before, 0)} to ${usdBn(after, 0)}, in the quarter after.`,
    };
  },
  S16: ({ stated, evidence }) => {
    const deal = openAiOracle(evidence);
    const years = needed(deal.termYears, 'term of the Oracle deal');
    const power = needed(deal.capacityGw, 'capacity of the Oracle deal');
    const perYear = headline(deal) / years;
    return {
      verdict: isRounded(headline(deal), stated) ? 'reproduced' : 'contradicted',
      found: headline(deal),
      because: `The deal of ${deal.date} is reported at ${usdBn(headline(deal), 0)} (${deal.qualifier}) over ${years} years: ${usdBn(perYear, 0)} a year on ${print(power)} GW is ${usdBn(perYear / power)} per GW and year.`,
    };
  },
  S21: checkTpuValue,
  S28: ({ stated, evidence }) => {
    const microsoft = headline(openAiMicrosoft(evidence));
    const oracle = headline(openAiOracle(evidence));
    const amazon = headline(openAiAws(evidence));
    const ratio = (microsoft + oracle) / amazon;
    return {
      verdict: isRounded(ratio, stated) ? 'reproduced' : 'contradicted',
      found: ratio,
      because: `(${usdBn(microsoft, 0)} + ${usdBn(oracle, 0)}) ÷ ${usdBn(amazon, 0)} = ${print(ratio, 2)}; headline values with unlike terms.`,
    };
  },
  S29: ({ stated, evidence }) => {
    const deal = openAiAws(evidence);
    const total = headline(deal);
    const term = needed(deal.termYears, 'term of the deal');
    const revenue = awsRevenue2025(evidence);
    const share = total / term / revenue;
    return {
      verdict: isRounded(100 * share, stated) ? 'reproduced' : 'contradicted',
      found: 100 * share,
      because: `${usdBn(total, 0)} ÷ ${term} years = ${usdBn(total / term, 2)} a year, ${percent(share, 2)} of AWS revenue of ${usdBn(revenue)} in 2025, if it were level.`,
    };
  },
};

function checkOpenAiAws({ stated, evidence }: ClaimContext): Finding {
  const deal = openAiAws(evidence);
  const years = needed(deal.termYears, 'term of the AWS deal');
  const perYear = headline(deal) / years;
  const price = evidence.unitCost('AI capacity revenue, long-term contract (Nscale/Vera Rubin)').base;
  const oracle = openAiOracle(evidence);
  const oraclePrice =
    headline(oracle) /
    needed(oracle.termYears, 'term of the Oracle deal') /
    needed(oracle.capacityGw, 'its capacity');
  const later = evidence.deal('OpenAI', 'AWS', '2026-02-27');
  return {
    verdict: isRounded(headline(deal), stated) ? 'reproduced' : 'contradicted',
    found: headline(deal),
    because:
      `${usdBn(headline(deal), 0)} ÷ ${years} years = ${usdBn(perYear, 2)} a year, which buys ${print(perYear / price, 2)} GW at ${usdBn(price)} per GW and year (a 2026 contract) ` +
      `or ${print(perYear / oraclePrice, 2)} GW at the Oracle deal's ${usdBn(oraclePrice)}; ${usdBn(headline(later), 0)} over ${needed(later.termYears, 'term of the expansion')} years was added on ${later.date}.`,
  };
}

function checkTpuValue({ stated, evidence }: ClaimContext): Finding {
  const deal = evidence.deal('Anthropic', 'Google Cloud', '2025-10-23');
  const chips = evidence.statedBy('S20');
  const cost = evidence.unitCost('TPU v7 Ironwood chip');
  const low = needed(stated.low, 'lower end of the claim');
  const high = needed(stated.high, 'upper end of the claim');
  const chipsOnly = (chips * cost.base * 1000) / 1e9;
  const perChip = (usd: number): string => `$${print((usd * 1e9) / chips, 0)}`;
  return {
    verdict: chipsOnly <= high && (chips * cost.high * 1000) / 1e9 >= low ? 'consistent' : 'contradicted',
    found: chipsOnly,
    because:
      `The announcement names no amount (${deal.qualifier}); ${usdBn(low, 0)} to ${usdBn(high, 0)} over ${print(chips, 0)} chips is ${perChip(low)} to ${perChip(high)} each, ` +
      `and the chips alone at a recalled $${print(cost.low, 0)}k to $${print(cost.high, 0)}k would be ${usdBn(chipsOnly, 0)} at the base price.`,
  };
}

function openAiAws(evidence: Evidence): Deal {
  return evidence.deal('OpenAI', 'AWS', '2025-11-03');
}

function openAiMicrosoft(evidence: Evidence): Deal {
  return evidence.deal('OpenAI', 'Microsoft (Azure)', '2025-10-28');
}

function openAiOracle(evidence: Evidence): Deal {
  return evidence.deal('OpenAI', 'Oracle (OCI/Stargate)', '2025-09-23');
}

function headline(deal: Deal): number {
  return needed(deal.headlineUsdBn, `value of the deal of ${deal.buyer} with ${deal.supplier}`);
}
