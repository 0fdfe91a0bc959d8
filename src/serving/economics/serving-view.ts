import { hasErrors, ok, type Issue, type Outcome } from '../../base/issue.ts';
import { readFit } from '../calibrate/fit-file.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { fitFile } from '../predict/predict-rows.ts';
import { makePredictor } from '../predict/predictor.ts';
import { cheapestOf, costAtPrice } from './merchant-break-even.ts';
import { paretoFront, type Choice } from './pareto-front.ts';
import { readWorkload } from './read-workload.ts';
import { regretTable, type RegretTable } from './regret-table.ts';
import { priceServing, type FrontierPoint, type OwnershipRule, type Workload } from './serving-frontier.ts';

/** Points of one latency limit and the chips on its front. */
export interface FrontierOfLimit {
  readonly perTokenMs: number | undefined;
  readonly points: readonly FrontierPoint[];
  readonly front: ReadonlySet<string>;
}

/** What a workload costs on every priced chip, at every limit, and how fleets compare when the merchant price moves. */
export interface ServingView {
  readonly workload: Workload;
  readonly limits: readonly FrontierOfLimit[];
  /** Models with a price and an arena score: list price of the workload against quality. */
  readonly models: readonly Choice[];
  readonly modelFront: ReadonlySet<string>;
  readonly regret?: RegretTable;
}

export interface ServingViewInput {
  readonly texts: ReadonlyMap<string, string>;
  readonly workload: string;
  /** Limits per output token; `undefined` is offline. */
  readonly perTokenMs: readonly (number | undefined)[];
  readonly rule: OwnershipRule;
  /** Chips to look at; every chip with a price where left out. */
  readonly chips?: readonly string[];
}

/**
 * Prices a workload on the catalogue's chips at several latency limits. Errors: those of catalogue, calibration and workload; chips that
 * lack figures are left out with a warning each.
 *
 * @example servingView({ texts, workload: 'llama2-70b', perTokenMs: [undefined, 40], rule }).value?.limits.length // 2
 */
export function servingView(input: ServingViewInput): Outcome<ServingView> {
  const { texts, rule } = input;
  const catalogue = readCatalogue(texts);
  const fit = readFit(texts.get(fitFile) ?? '', fitFile);
  if (!catalogue.value || !fit.value) return { issues: [...catalogue.issues, ...fit.issues] };
  const predictor = makePredictor('inference', { catalogue: catalogue.value, fit: fit.value, texts });
  const workload = readWorkload(catalogue.value, input.workload);
  if (!predictor.value || !workload.value) return { issues: [...predictor.issues, ...workload.issues] };
  const issues: Issue[] = [...predictor.issues, ...workload.issues];
  const { chips, models } = catalogue.value;
  const asked =
    input.chips ??
    [...chips.values()]
      .filter((chip) => chip.priceUsd !== undefined && chip.memoryTbPerSecond !== undefined)
      .map(({ name }) => name);
  const using = { catalogue: catalogue.value, predictor: predictor.value };
  const limits = input.perTokenMs.map((perTokenMs, i): FrontierOfLimit => {
    const points = asked.flatMap((name) => {
      const chip = chips.get(catalogue.value!.chipNames.get(name) ?? name);
      if (!chip) {
        if (i === 0) issues.push(unknownChip(name));
        return [];
      }
      const limited = { ...workload.value!, ...(perTokenMs === undefined ? {} : { perTokenMs }) };
      const found = priceServing(chip, limited, rule, using);
      if (i === 0) issues.push(...found.issues.map((issue) => ({ ...issue, severity: 'warning' as const })));
      return found.value ? [found.value] : [];
    });
    return { perTokenMs, points, front: new Set(paretoFront(points).map(({ name }) => name)) };
  });
  const choices = [...models.values()].flatMap((model): Choice[] =>
    model.inputUsdPerM === undefined || model.outputUsdPerM === undefined || model.arenaScore === undefined
      ? []
      : [
          {
            name: model.name,
            cost: (3 * model.inputUsdPerM + model.outputUsdPerM) / 4,
            gain: model.arenaScore,
          },
        ],
  );
  const regret = regretOf(limits[0]?.points ?? []);
  const view: ServingView = {
    workload: workload.value,
    limits,
    models: choices,
    modelFront: new Set(paretoFront(choices).map(({ name }) => name)),
    ...(regret ? { regret } : {}),
  };
  return hasErrors(issues) ? { issues } : ok(view, issues);
}

const states = [0.6, 1, 1.4] as const;

/**
 * Regret per million tokens of three fleets, the cheapest own chip, the cheapest merchant chip, and half of each, when merchant prices
 * are 0.6, 1 and 1.4 times the catalogue's. Only the part of a merchant chip-hour that pays for the chip moves.
 */
function regretOf(points: readonly FrontierPoint[]): RegretTable | undefined {
  const [own, bought] = [cheapestOf(points, 'own'), cheapestOf(points, 'merchant')];
  if (!own || !bought) return undefined;
  const dear = states.map((factor) => costAtPrice(bought, factor));
  const costs = [states.map(() => own.cost), dear, dear.map((cost) => (cost + own.cost) / 2)];
  return regretTable(
    [`all ${own.name}`, `all ${bought.name}`, 'half of each'],
    states.map((factor) => `merchant price × ${factor}`),
    costs,
  );
}

function unknownChip(name: string): Issue {
  return {
    code: 'serving-chip-unknown',
    severity: 'error',
    message: 'The chip is not in the catalogue.',
    found: name,
    expected: 'a chip of data/silicon/chips.csv or of a file of your own',
  };
}
