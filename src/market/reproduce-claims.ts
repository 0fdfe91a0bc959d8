import { awsClaims } from './claims-aws.ts';
import { capexClaims } from './claims-capex.ts';
import { companyClaims } from './claims-company.ts';
import { contractClaims } from './claims-contracts.ts';
import { powerClaims } from './claims-power.ts';
import { returnClaims } from './claims-returns.ts';
import type { ClaimCheck, ClaimResult, Finding } from './claim-types.ts';
import { MissingFact, openEvidence } from './evidence.ts';
import type { ModelAnswers } from './model-answers.ts';
import { optional } from './read-rows.ts';
import type { MarketData, SeedClaim } from './records.ts';
import { readStated } from './stated.ts';

const checks: ReadonlyMap<string, ClaimCheck> = new Map(
  Object.entries({
    ...capexClaims,
    ...awsClaims,
    ...powerClaims,
    ...contractClaims,
    ...companyClaims,
    ...returnClaims,
  }),
);

/**
 * Checks every claim of the article against the facts and, where given, against a run of the case; one result per row
 * of `seed_claims.csv`, in its order.
 *
 * Without a model the claims that need one are `not reproduced`, and say so; so is a claim whose fact is missing.
 *
 * @example reproduceClaims(data, undefined).find((result) => result.id === 'S07')?.verdict // 'contradicted'
 */
export function reproduceClaims(data: MarketData, model: ModelAnswers | undefined): readonly ClaimResult[] {
  return data.claims.map((claim) => reproduce(data, claim, model));
}

function reproduce(data: MarketData, claim: SeedClaim, model: ModelAnswers | undefined): ClaimResult {
  const evidence = openEvidence(data);
  const stated = readStated(claim);
  const finding = settle(() => {
    const check = checks.get(claim.id);
    if (check === undefined) throw new MissingFact(`There is no check for claim ${claim.id}`);
    return check({ claim, stated, evidence, model });
  });
  return {
    id: claim.id,
    claim: claim.claim,
    stated,
    ...optional('found', finding.found),
    unit: finding.unit ?? claim.unit,
    verdict: finding.verdict,
    because: finding.because,
    sources: evidence.sources(),
    from: finding.from ?? 'data',
  };
}

function settle(check: () => Finding): Finding {
  try {
    return check();
  } catch (fault) {
    if (!(fault instanceof MissingFact)) throw fault;
    return { verdict: 'not reproduced', because: `A fact is missing from the data: ${fault.message}.` };
  }
}
