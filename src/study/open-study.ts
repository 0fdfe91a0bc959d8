import { fail, hasErrors, ok, sortIssues, type Issue, type Outcome } from '../base/issue.ts';
import { readCase, shapeOf, type Case, type KnownFiles, type LayerRequest } from '../case/index.ts';
import {
  buildGraph,
  parseProgram,
  type Decl,
  type FormulaModule,
  type Graph,
  type Program,
} from '../formula/index.ts';
import { assetClasses, modelModules, vintageLabels } from '../model/index.ts';
import { checkMetrics } from './check-metrics.ts';
import { checkPlaces } from './check-places.ts';
import { checkPowerOptions } from './check-power-options.ts';
import { checkRanges } from './check-ranges.ts';
import { checkRetirements } from './check-retirements.ts';
import { checkShares } from './check-shares.ts';
import type { StudyCode } from './codes.ts';

/** Which case to open and how it is changed. */
export interface OpenOptions extends LayerRequest {
  /** What earlier openings found; it is added to. */
  readonly memory?: OpenMemory;
}

/** What opening a case again need not do again: texts and formulas that are the same. */
export interface OpenMemory {
  readonly files: KnownFiles;
  readonly programs: Map<string, Outcome<Program>>;
}

/**
 * An empty memory for `openStudy`, for who opens one case with many settings in turn.
 *
 * @example const memory = openMemory(); openStudy({ ...files, sets: ['valuation.wacc=10%/year'], memory })
 */
export function openMemory(): OpenMemory {
  return { files: new Map(), programs: new Map() };
}

/** A case that has passed every check, with the graph of formulas it shapes. */
export interface Study {
  readonly study: Case;
  readonly graph: Graph;
}

/** The built-in model, parsed; its own faults are programmer mistakes. */
export function modelProgram(extra: readonly FormulaModule[] = []): Outcome<Program> {
  return parseProgram([...modelModules, ...extra]);
}

/**
 * Reads a case, joins it with the model and the case's own metrics, and checks units, dimensions, timing, cycles,
 * the sizes of its numbers, and that what it expects of metrics can be compared with them.
 *
 * Returns every fault found on the way, sorted by place; a value is there only when none is an error.
 */
export function openStudy(options: OpenOptions): Outcome<Study> {
  const { memory } = options;
  const base = programOf(undefined, memory);
  if (!base.value) throw new Error(`the built-in model does not parse: ${base.issues[0]?.message}`);
  const read = readCase({
    ...options,
    ...(memory ? { known: memory.files } : {}),
    program: base.value,
    fixedLabels: { class: assetClasses, vintage: [] },
  });
  if (!read.value || hasErrors(read.issues)) return fail(...sortIssues(read.issues.map(quoteLine(options))));
  const program = withMetrics(read.value, memory);
  if (!program.value) return fail(...sortIssues([...read.issues, ...program.issues]));
  const graph = buildGraph(program.value, {
    ...shapeOf(read.value),
    labels: { ...read.value.labels, vintage: vintageLabels(read.value.calendar) },
  });
  const issues = sortIssues([
    ...read.issues,
    ...program.issues,
    ...graph.issues.map(placeIn(read.value)),
    ...checkRanges(read.value, program.value),
    ...checkShares(read.value),
    ...checkRetirements(read.value),
    ...checkPowerOptions(read.value),
    ...checkPlaces(read.value),
    ...(graph.value ? checkMetrics(read.value, graph.value) : []),
  ]);
  if (!graph.value || hasErrors(issues)) return { issues };
  return ok({ study: read.value, graph: graph.value }, issues);
}

/** The model with a case's own metrics, parsed once for each text of those. */
function programOf(metrics: string | undefined, memory: OpenMemory | undefined): Outcome<Program> {
  const key = metrics ?? '';
  const found =
    memory?.programs.get(key) ??
    modelProgram(metrics === undefined ? [] : [{ name: metricsModule, text: metrics }]);
  memory?.programs.set(key, found);
  return found;
}

function withMetrics(study: Case, memory: OpenMemory | undefined): Outcome<Program> {
  const parsed = programOf(study.metricsText, memory);
  if (study.metricsText === undefined) return parsed;
  const others = (parsed.value?.decls ?? []).filter(
    (decl) => decl.at.file === metricsModule && decl.kind !== 'node',
  );
  const issues = [...parsed.issues, ...others.map(notFormula)].map(placeIn(study));
  return parsed.value && others.length === 0 ? ok(parsed.value, issues) : fail(...issues);
}

/** An own input would have no place in the case from which to get its number. */
function notFormula(decl: Decl): Issue {
  return {
    code: 'metrics-declaration' satisfies StudyCode,
    severity: 'error',
    message: 'The own metrics of a case are formulas only.',
    at: decl.at,
    found: `${decl.kind} ${decl.name}`,
    expected: 'name : unit "sentence" = formula',
    fix: 'write the number into the formula',
  };
}

const longestQuote = 80;

/** A fault that says nothing of what it found, as those of YAML do, shows the line it stands on. */
function quoteLine({ files }: LayerRequest): (issue: Issue) => Issue {
  return (issue) => {
    if (!issue.at || (issue.found ?? issue.expected ?? issue.fix) !== undefined) return issue;
    const line = (files.get(issue.at.file) ?? '').split('\n')[issue.at.line - 1] ?? '';
    const shown = line
      .replaceAll('\t', '→')
      .replaceAll(/\p{Cc}/gu, '')
      .trim();
    const found = shown.length > longestQuote ? `${shown.slice(0, longestQuote)}…` : shown;
    return { ...issue, found: found === '' ? '(an empty line)' : found };
  };
}

const metricsModule = 'metrics';

/** Moves a fault in the case's own metrics from their text to the line of the case file. */
function placeIn(study: Case): (issue: Issue) => Issue {
  return (issue) => {
    if (issue.at?.file !== metricsModule || !study.metricsAt) return issue;
    const { file, line, column } = study.metricsAt;
    return { ...issue, at: { file, line: line + issue.at.line - 1, column: column + issue.at.column - 1 } };
  };
}
