import { bindInput } from '../case/bind-input.ts';
import {
  compileGraph,
  cutGraph,
  findRunFacts,
  instantiate,
  type Engine,
  type Evaluation,
  type Graph,
  type InputData,
} from '../formula/index.ts';
import { inputBinder, type DrawnCase } from './bind-inputs.ts';
import { addNoise, type BlockJob, type PostedModel } from './block-work.ts';
import { drawDrivers, type Draws } from './draw.ts';
import { planEvaluator } from './make-evaluator.ts';

/** Inputs with other values than before, by model. */
export type Changes = readonly DrawnCase['inputs'][];

/** Evaluates one block of paths again and again: nothing is drawn twice, and what a change leaves alone is kept. */
export type LiveWork = (
  block: { readonly pathFrom: number; readonly paths: number },
  changes: Changes,
) => Evaluation[];

/** Numbers that are kept where a change cannot reach are at most so many bytes, for one seat. */
const mostKept = 320_000_000;

/** A part that has a larger share of all elements than this is not worth what it takes to open it. */
const worthCutting = 0.6;

function elementsOf({ nodes }: Graph): number {
  return nodes.reduce((sum, { size }) => sum + size, 0);
}

/** Makes a live work of a job; the drivers of its cases stay the same for its life, and so does the block. */
export function makeLiveWork(job: BlockJob): LiveWork {
  const models = job.models.map((model) => new LiveModel(model, job));
  return (block, changes) => models.map((model, side) => model.run(block, changes[side] ?? new Map()));
}

interface Block {
  readonly pathFrom: number;
  readonly paths: number;
}

/** The part of a model that some inputs reach, with what it reads of the rest on every path. */
interface Part {
  readonly inputs: ReadonlySet<string>;
  readonly engine: Engine;
  readonly boundary: ReadonlyMap<string, InputData>;
  readonly untouched: ReadonlyMap<string, InputData>;
}

class LiveModel {
  private readonly model: PostedModel;
  private readonly job: BlockJob;
  private readonly values: Map<string, DrawnCase['inputs'] extends ReadonlyMap<string, infer V> ? V : never>;
  private readonly evaluate: ReturnType<typeof planEvaluator>;
  private draws: Draws | undefined;
  private bound = new Map<string, InputData>();
  private part: Part | undefined;
  private last = '';
  /** Inputs whose part is not worth opening. */
  private readonly whole = new Set<string>();

  constructor(model: PostedModel, job: BlockJob) {
    this.model = model;
    this.job = job;
    this.values = new Map(model.study.inputs);
    this.evaluate = planEvaluator(model.graph, model.compiled, model.keep);
  }

  run(block: Block, changes: DrawnCase['inputs']): Evaluation {
    this.bind(block, changes);
    const names = [...changes.keys()];
    const request = { ...block, seed: this.job.seed, isBorrowed: true, keepsInputs: true };
    if (names.length === 0) return this.evaluate(this.bound, request);
    const { part } = this;
    if (part && names.every((name) => part.inputs.has(name))) return this.runPart(part, request);
    // The first move of a value is answered by what is at hand; only one that goes on is worth a part of its own.
    const key = names.sort().join(' ');
    const isMoving = key === this.last;
    this.last = key;
    this.part = undefined;
    const found = isMoving && !this.whole.has(key) ? this.openPart(names, request) : undefined;
    if (isMoving && this.part === undefined) this.whole.add(key);
    return found ?? this.evaluate(this.bound, request);
  }

  /** Draws the paths the first time; then binds only what changed. */
  private bind(block: Block, changes: DrawnCase['inputs']): void {
    const { model, job } = this;
    const study = { ...model.study, inputs: this.values };
    if (this.draws === undefined) {
      const request = { seed: job.seed, plan: job.plan, ...block };
      this.draws = drawDrivers(study, request);
      this.bound = inputBinder(study)(this.draws);
      if (!model.compiled || model.compiled.drawn.length === 0) addNoise(this.bound, model.graph, request);
    }
    const draws = this.draws;
    for (const [name, assumptions] of changes) {
      this.values.set(name, assumptions);
      this.bound.set(
        name,
        bindInput(study, name, (driver) => draws.get(driver)!),
      );
    }
  }

  /** Evaluates the whole once more, keeping what the part reads; `undefined` where that would be too much. */
  private openPart(
    names: readonly string[],
    request: Block & { readonly seed: number },
  ): Evaluation | undefined {
    const { graph, keep, compiled } = this.model;
    if (!compiled) return undefined;
    const facts = findRunFacts(graph, this.bound);
    const rowsOf = (name: string): number => {
      if (!facts.varyingNames.has(name)) return 0;
      const entry = graph.byName.get(name)!;
      const size = 'typed' in entry ? entry.size : (this.bound.get(name)?.values.length ?? 0) / request.paths;
      const isTimed = 'typed' in entry && facts.timingByName.get(name) === 'period';
      return size * (isTimed ? graph.shape.periods : 1);
    };
    const cut = cutGraph(graph, { inputs: names, wanted: keep, rowsOf });
    if (elementsOf(cut.graph) > worthCutting * elementsOf(graph)) return undefined;
    const { draws, precision } = compiled;
    const all = [...new Set([...keep, ...cut.boundary])];
    const found = instantiate(compileGraph(graph, { keep: all, likely: this.bound, draws, precision })).run(
      this.bound,
      request,
    );
    const pick = (list: readonly string[]) => new Map(list.map((name) => [name, found.get(name)]));
    const boundary = pick(cut.boundary);
    const bytes = [...boundary.values()].reduce((sum, { values }) => sum + values.byteLength, 0);
    if (bytes > mostKept) return found;
    const likely = new Map([...this.bound, ...boundary]);
    const engine = instantiate(compileGraph(cut.graph, { keep: cut.reached, likely, draws, precision }));
    this.part = { inputs: new Set(names), engine, boundary, untouched: pick(cut.untouched) };
    return found;
  }

  private runPart(part: Part, request: Block & { readonly seed: number }): Evaluation {
    const { engine, boundary, untouched } = part;
    const found = engine.run(new Map([...this.bound, ...boundary]), request);
    return { ...found, get: (name) => untouched.get(name) ?? found.get(name) };
  }
}
