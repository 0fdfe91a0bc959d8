import type { ClaimCheck, ClaimContext, Finding } from './claim-types.ts';
import { needed } from './evidence.ts';
import { isNearly, isRounded } from './stated.ts';
import { percent, print, usdBn } from './words.ts';

const HOURS_PER_YEAR = 8760;

export const powerClaims: Readonly<Record<string, ClaimCheck>> = {
  S09: ({ stated, evidence }) => {
    const call = addedOnCall(evidence);
    const letter = needed(
      evidence.capacity('AWS', 'global fleet', 'power added in 2025').powerGw,
      'power in the letter',
    );
    return {
      verdict: isNearly(call, stated) && isNearly(letter, stated) ? 'reproduced' : 'contradicted',
      found: call,
      because: `The Q4 2025 call says ${print(call, 2)} GW added in twelve months, the shareholder letter ${print(letter)} GW; neither row says whether it is IT or facility power.`,
    };
  },
  S10: checkHomes,
  S11: checkDoubling,
  S20: checkTpus,
  S33: ({ stated, evidence }) => {
    const additions = evidence.capex({ provider: 'Amazon AWS segment', year: 2025 }).capexUsdBn;
    const power = addedOnCall(evidence);
    const ratio = additions / power;
    return {
      verdict: isRounded(ratio, stated) ? 'reproduced' : 'contradicted',
      found: ratio,
      because: `AWS PP&E additions of ${usdBn(additions, 3)} ÷ ${print(power, 2)} GW = ${usdBn(ratio)} per GW; spending runs ahead of power, and operating leases are outside, so it is a ratio of a year, not a unit cost.`,
    };
  },
};

function addedOnCall(evidence: ClaimContext['evidence']): number {
  return needed(
    evidence.capacity('AWS', 'global fleet', 'power added in last 12 months').powerGw,
    'power added in 2025',
  );
}

function checkHomes({ stated, evidence }: ClaimContext): Finding {
  const powerGw = evidence.statedBy('S09');
  const perHomeKwh = evidence.fact('us-home-electricity-2020').value;
  const load = evidence.unitCost('Average draw as share of IT capacity').base / 100;
  const energyTwh = (powerGw * HOURS_PER_YEAR) / 1000;
  const homesM = (energyTwh * 1000) / perHomeKwh;
  const claimed = stated.value ?? NaN;
  const impliedKwh = (energyTwh * 1000) / claimed;
  const atLoad = homesM * load;
  // The sentence holds at full load only: that allows it without confirming it.
  const holds = homesM > claimed;
  return {
    verdict: !holds ? 'contradicted' : atLoad > claimed ? 'reproduced' : 'consistent',
    found: homesM,
    because:
      `${powerGw} GW × ${print(HOURS_PER_YEAR, 0)} h = ${print(energyTwh, 2)} TWh; over ${claimed}m homes that is ${print(impliedKwh, 0)} kWh each, and at the EIA's ` +
      `${print(perHomeKwh, 0)} kWh it is ${print(homesM, 2)}m homes, at full load all year; at an average draw of ${percent(load, 0)} it is ${print(atLoad, 2)}m.`,
  };
}

function checkDoubling({ stated, evidence, model }: ClaimContext): Finding {
  const pace = addedOnCall(evidence);
  const planned = evidence.capacity('AWS', 'global fleet', 'total capacity vs end-2025');
  const open =
    `The base is undisclosed (${planned.note}): doubling T GW in two years needs T GW, and the pace of 2025, ` +
    `2 × ${print(pace, 2)} = ${print(2 * pace, 2)} GW, doubles a base of at most ${print(2 * pace, 2)} GW`;
  const base = model?.value('facility-mw', 'FY2025', 'p50');
  const end = model?.value('facility-mw', 'FY2027', 'p50');
  const low = model?.value('facility-mw', 'FY2027', 'p10');
  const high = model?.value('facility-mw', 'FY2027', 'p90');
  if (base === undefined || end === undefined || low === undefined || high === undefined || base <= 0) {
    return { verdict: 'not reproduced', because: `${open}; the ratio needs the case.` };
  }
  const claimed = stated.value ?? NaN;
  const verdict =
    low / base >= claimed ? 'reproduced' : high / base < claimed ? 'contradicted' : 'consistent';
  return {
    verdict,
    found: end / base,
    from: 'case',
    because:
      `The case reaches ${print(end / 1000)} GW of facility power at the end of 2027 from ${print(base / 1000)} GW, a ratio of ${print(end / base, 2)} ` +
      `(80% range ${print(low / base, 2)} to ${print(high / base, 2)}) on its assumed base. ${open}.`,
  };
}

function checkTpus({ stated, evidence }: ClaimContext): Finding {
  const deal = evidence.deal('Anthropic', 'Google Cloud', '2025-10-23');
  const chip = evidence.chip('TPU7x Ironwood');
  const powerKw = needed(chip.allInKw, `all-in power of ${chip.chip}`);
  const powerGw = needed(deal.capacityGw, 'capacity of the TPU deal');
  const claimed = stated.value ?? NaN;
  const needsGw = (claimed * powerKw) / 1e6;
  // The deal says "well over" its gigawatts: half as much again is our limit for the words to fit.
  const fits = needsGw >= powerGw && needsGw <= 1.5 * powerGw;
  return {
    verdict: fits ? 'consistent' : 'contradicted',
    found: (powerGw * 1e6) / powerKw,
    because:
      `The announcement says "${deal.conditions}": ${print(claimed, 0)} × ${print(powerKw, 3)} kW = ${print(needsGw, 2)} GW, where ${print(powerGw)} GW holds ` +
      `${print((powerGw * 1e6) / powerKw, 0)} chips; "up to", and sold as cloud capacity as well as chips.`,
  };
}
