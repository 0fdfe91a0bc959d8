import type { Decl, Graph, InputDecl, NodeDecl, Program } from '../formula/index.ts';

/**
 * Formulas that a plan decides in place of the simulation's rules: which chips are installed where, which are
 * taken out early, who is served by which chip, and what is paid for delivery beyond what is drawn. Everything that follows from them stays as the model says it.
 */
export const decidedFormulas = [
  'installed',
  'retired',
  'contract_served',
  'served',
  'site.take_top_up',
] as const;

/**
 * The program with the formulas that a plan decides turned into inputs, so that accounts, returns and every other
 * consequence are those of the one model and not of a second copy.
 */
export function cutProgram(program: Program): Program {
  const decided = new Set<string>(decidedFormulas);
  return {
    modules: program.modules,
    decls: program.decls.map((decl) => (isCut(decl) ? asInput(decl) : decl)),
  };

  function isCut(decl: Decl): decl is NodeDecl {
    return decl.kind === 'node' && decided.has(decl.name);
  }
}

function asInput({ name, dims, unit, sentence, at }: NodeDecl): InputDecl {
  return {
    kind: 'input',
    name,
    origin: 'given',
    dims,
    when: 'period',
    unit,
    isDate: false,
    sentence,
    defaultText: undefined,
    at,
  };
}

/** Figures that a plan reads of the model, beside what they are made of. */
export const plannedFigures = [
  'npv',
  'capex',
  'debt_room',
  'site.take_short',
  'cover_room',
  'ebitda',
  'arrivals',
  'at_work',
  'retirement.taken_at',
  'used_mw',
  'it_mw_by_site',
  'sellable',
  'new_demand',
  'price',
  'wanted',
  'usable_rate',
  'contract_rate',
  'phase.online',
  'phase.built_mw',
  'phase.ready',
  'chip.cost',
  'waiting',
  'it_mw',
] as const;

/** The program without formulas that none of the plan's figures read: a plan evaluates the model many times. */
export function pruneProgram(graph: Graph): Program {
  const readsOf = new Map(graph.nodes.map((node) => [node.decl.name, [...node.reads, ...node.lagged]]));
  const needed = new Set<string>(plannedFigures);
  // A set grows while it is walked, and the walk covers what was added.
  for (const name of needed) for (const read of readsOf.get(name) ?? []) needed.add(read);
  const { modules, decls } = graph.program;
  return { modules, decls: decls.filter((decl) => decl.kind !== 'node' || needed.has(decl.name)) };
}
