import type { ClaimCheck } from './claim-types.ts';
import { isRounded } from './stated.ts';
import { percent, print } from './words.ts';

/** Claims on people, dates and the market: checked against a second source where there is one, else plainly context. */
export const companyClaims: Readonly<Record<string, ClaimCheck>> = {
  S12: () => ({
    verdict: 'context',
    because:
      'Share prices are not modelled and not in the data; the fall would enter through the cost of equity only.',
  }),
  S17: ({ stated, evidence }) => {
    const first = evidence.fact('amazon-job-cuts-2025-10').value;
    const second = evidence.fact('amazon-job-cuts-2026-01').value;
    const roles = evidence.fact('amazon-corporate-roles').value;
    const total = first + second;
    return {
      verdict: isRounded(total, stated) ? 'reproduced' : 'contradicted',
      found: total,
      because: `${print(first, 0)} in October 2025 and ${print(second, 0)} in January 2026 make ${print(total, 0)}, ${percent(total / roles)} of ${print(roles, 0)} corporate roles.`,
    };
  },
  S18: ({ stated, evidence }) => {
    const roles = evidence.fact('amazon-corporate-roles');
    return {
      verdict: isRounded(roles.value, stated) ? 'reproduced' : 'contradicted',
      found: roles.value,
      because: `A second report of ${roles.period} gives ${print(roles.value, 0)} corporate roles worldwide; no filed count is in the data.`,
    };
  },
  S22: ({ stated, evidence }) => {
    const target = evidence.fact('amazon-developer-ai-target');
    return {
      verdict: isRounded(target.value, stated) ? 'consistent' : 'contradicted',
      found: target.value,
      because: `A second report names the same target of ${print(target.value, 0)}% a week, but may go back to this article; an internal target cannot be checked from outside.`,
    };
  },
  S23: ({ stated }) => ({
    verdict: 'not reproduced',
    because: `No table counts customers of the Nova models, so "tens of thousands" (read as ${stated.text}) can be neither confirmed nor denied.`,
  }),
  S24: () => ({
    verdict: 'context',
    because:
      "The number of people interviewed is a fact about the article's making; nothing in it is modelled.",
  }),
  S25: ({ stated, evidence }) => {
    const fact = evidence.fact('amazon-ai-reorganisation');
    return {
      verdict: isRounded(fact.value, stated) ? 'reproduced' : 'contradicted',
      found: fact.value,
      because: `A second report dates it: ${fact.note}; it is a date on the timeline and moves no number.`,
    };
  },
  S26: ({ stated, evidence }) => {
    const launch = evidence.fact('aws-trainium3-launch');
    const chip = evidence.chip('Trainium3');
    return {
      verdict:
        isRounded(launch.value, stated) && isRounded(chip.yearAvailable, stated)
          ? 'reproduced'
          : 'contradicted',
      found: launch.value,
      because: `${launch.note}, and the chip table has Trainium3 available from ${chip.yearAvailable}.`,
    };
  },
  S27: () => ({
    verdict: 'context',
    because: 'The launch of ChatGPT is history told for the story; nothing in it is modelled.',
  }),
};
