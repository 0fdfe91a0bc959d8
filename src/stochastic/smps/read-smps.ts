import { fail, hasErrors, ok, type Issue, type Outcome } from '../../base/issue.ts';
import { readMps, type MpsModel } from '../../lp/index.ts';
import type { Change } from '../change-set.ts';
import { buildPolicyGraph, stageOfChange, type PolicyGraph } from '../nested/policy-graph.ts';
import type { StochasticProgramme, TreeNode } from '../types.ts';
import { CoreNames } from './core-names.ts';
import { FileFaults } from './file-faults.ts';
import { countOutcomes, growGraph, isStageWise } from './grow-graph.ts';
import { countNodes, growProduct, growSample, growScenarios } from './grow-tree.ts';
import { readRealisations, type RandomElement, type StochasticFile } from './read-realisations.ts';
import { readStages, type Stages } from './read-stages.ts';

/** A file's name, for faults, and its text. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

export interface SmpsFiles {
  readonly core: NamedText;
  readonly time: NamedText;
  readonly stochastic: NamedText;
}

export interface SmpsOptions {
  /** `raw`: as printed, even where they do not add up to 1; `normalised`: divided by their sum. Raw where left out. */
  readonly probabilities?: 'raw' | 'normalised';
  /** Draw so many equally likely scenarios instead of all: two stages only, or a graph. */
  readonly sample?: { readonly count: number; readonly seed: number };
  /** Nodes of the largest tree to be written out, or outcomes of a period in a graph; 250,000 where left out. */
  readonly mostNodes?: number;
}

/** What adding up to a few thousand probabilities may lose to rounding; digits left out in print count as a fault. */
const roundingOfOne = 1e-9;

/**
 * Reads a stochastic programme from its core, time and stochastic files (SMPS: Birge et al., "A standard input format for
 * multiperiod stochastic linear programs", COAL Newsletter 17, 1987; Gassmann & Schweitzer 2001).
 *
 * Sections INDEP, BLOCKS and SCENARIOS, DISCRETE, for right sides, costs, coefficients and bounds. Independent elements combine
 * to their product. Warns of probabilities that do not add up to 1.
 */
export function readSmps(files: SmpsFiles, options: SmpsOptions = {}): Outcome<StochasticProgramme> {
  const { value: parts, issues } = readParts(files, options);
  if (parts === undefined) return fail(...issues);
  const faults = [...issues];
  const programme = growProgramme(parts, { ...options, file: files.stochastic.file }, faults);
  return programme === undefined || hasErrors(faults) ? fail(...faults) : ok(programme, faults);
}

/**
 * Reads as `readSmps` does, to a graph of decisions in which equal futures meet: where the periods are independent of one another it
 * is never written out as a tree, so that `mostNodes` limits the outcomes of each period only, and `sample` draws so many outcomes
 * for each period.
 */
export function readSmpsGraph(files: SmpsFiles, options: SmpsOptions = {}): Outcome<PolicyGraph> {
  const { value: parts, issues } = readParts(files, options);
  if (parts === undefined) return fail(...issues);
  const faults = [...issues];
  const { core, stages, read } = parts;
  if (isStageWise(read, stages)) {
    const { count, most } = {
      count: countOutcomes(read.elements, stages.names.length),
      most: mostOf(options),
    };
    if (options.sample !== undefined || count <= most) {
      return ok(growGraph(core.model, stages, read.elements, options.sample), faults);
    }
    faults.push(tooMany(files.stochastic.file, `${count} in one period`, most));
    return fail(...faults);
  }
  const programme = growProgramme(parts, { ...options, file: files.stochastic.file }, faults);
  return programme === undefined || hasErrors(faults)
    ? fail(...faults)
    : ok(buildPolicyGraph(programme), faults);
}

interface SmpsParts {
  readonly core: MpsModel;
  readonly stages: Stages;
  /** With probabilities as the options ask for them. */
  readonly read: StochasticFile;
}

/** Reads the three files, without combining what may turn out. */
function readParts(files: SmpsFiles, options: SmpsOptions): Outcome<SmpsParts> {
  const { value: core, issues: coreIssues } = readMps(files.core.text, files.core.file);
  if (core === undefined) return fail(...coreIssues);
  const timeFaults = new FileFaults(files.time.file);
  const stages = readStages(files.time.text, core, timeFaults);
  const issues: Issue[] = [...coreIssues, ...timeFaults.issues];
  if (stages.names.length === 0) {
    issues.push({
      ...whole(files.time.file, 'smps-syntax', 'The file has no periods'),
      expected: 'a PERIODS section',
    });
  }
  if (hasErrors(issues)) return fail(...issues);
  issues.push(...checkOrder(core.model, stages, files.core.file));
  const faults = new FileFaults(files.stochastic.file);
  const read = readRealisations(files.stochastic.text, new CoreNames(core, stages), stages.names, faults);
  issues.push(...faults.issues);
  if (hasErrors(issues)) return fail(...issues);
  issues.push(...checkProbabilities(read, files.stochastic.file));
  const isNormalised = options.probabilities === 'normalised';
  return ok({ core, stages, read: isNormalised ? normaliseAll(read) : read }, issues);
}

function growProgramme(
  { core, stages, read }: SmpsParts,
  options: SmpsOptions & { readonly file: string },
  issues: Issue[],
): StochasticProgramme | undefined {
  const nodes = growTree(read, stages, options, issues);
  if (nodes === undefined) return undefined;
  return {
    name: core.model.name,
    core: core.model,
    stageNames: stages.names,
    columnStage: stages.columnStage,
    rowStage: stages.rowStage,
    nodes,
  };
}

function growTree(
  { scenarios, elements }: StochasticFile,
  stages: Stages,
  options: SmpsOptions & { readonly file: string },
  issues: Issue[],
): TreeNode[] | undefined {
  if (scenarios.length > 0) {
    const stageOf = (change: Change): number => stageOfChange(stages, change);
    return growScenarios(scenarios, stages.names.length, stageOf, (scenario) => {
      const faults = new FileFaults(options.file);
      const message = `${scenario.name} gives other data for the first period than a scenario above`;
      faults.add({
        code: 'smps-order',
        message,
        line: scenario.line,
        word: 1,
        expected: 'one first period for all',
      });
      issues.push(...faults.issues);
    });
  }
  if (options.sample) {
    if (stages.names.length === 2) return growSample(elements, options.sample);
    issues.push({
      ...whole(options.file, 'smps-size', 'Only programmes of two stages are sampled'),
      found: `${stages.names.length} stages`,
    });
    return undefined;
  }
  const count = countNodes(elements, stages.names.length);
  const most = mostOf(options);
  if (count <= most) return growProduct(elements, stages.names);
  issues.push(tooMany(options.file, `${count} nodes`, most));
  return undefined;
}

function mostOf(options: SmpsOptions): number {
  return options.mostNodes ?? 250_000;
}

function tooMany(file: string, found: string, most: number): Issue {
  return {
    ...whole(file, 'smps-size', 'All combinations of the independent outcomes are too many to write out'),
    found,
    expected: `at most ${most}`,
    fix: 'draw a sample of them',
  };
}

function normaliseAll({ elements, scenarios }: StochasticFile): StochasticFile {
  const total = scenarios.reduce((sum, each) => sum + each.probability, 0);
  return {
    elements: elements.map(normalise),
    scenarios: scenarios.map((each) => ({ ...each, probability: each.probability / total })),
  };
}

function normalise(element: RandomElement): RandomElement {
  const total = element.realisations.reduce((sum, each) => sum + each.probability, 0);
  const realisations = element.realisations.map((each) => ({
    ...each,
    probability: each.probability / total,
  }));
  return { ...element, realisations };
}

/** Rows hold columns of their own and earlier stages. */
function checkOrder(
  model: {
    readonly rowNames: readonly string[];
    readonly columnNames: readonly string[];
    readonly matrix: { starts: Int32Array; columns: Int32Array };
  },
  stages: Stages,
  file: string,
): Issue[] {
  const { starts, columns } = model.matrix;
  return model.rowNames.flatMap((name, row) => {
    const later = columns
      .subarray(starts[row]!, starts[row + 1]!)
      .find((column) => stages.columnStage[column]! > stages.rowStage[row]!);
    if (later === undefined) return [];
    const message = `Row ${name} of an earlier period holds column ${model.columnNames[later]} of a later one`;
    return [{ ...whole(file, 'smps-order', message), expected: 'columns of its own and earlier periods' }];
  });
}

function checkProbabilities(read: StochasticFile, file: string): Issue[] {
  const sums =
    read.scenarios.length > 0
      ? [{ name: 'the scenarios', realisations: read.scenarios }]
      : read.elements.map((each) => ({ name: each.name, realisations: each.realisations }));
  return sums.flatMap(({ name, realisations }): Issue[] => {
    const sum = realisations.reduce((total, each) => total + each.probability, 0);
    if (Math.abs(sum - 1) <= roundingOfOne) return [];
    return [
      {
        ...whole(file, 'smps-probability', `The probabilities of ${name} do not add up to 1`),
        severity: 'warning',
        found: `${Number(sum.toPrecision(9))}`,
        expected: '1',
        fix: 'choose raw or normalised probabilities; published optima may hold for either',
      },
    ];
  });
}

function whole(file: string, code: string, message: string): Issue {
  return { code, severity: 'error', message, at: { file, line: 1, column: 1 } };
}
