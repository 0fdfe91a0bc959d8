import type { Decl, InputDecl, NodeDecl, Program } from '../formula/index.ts';

/**
 * Formulas that a plan decides in place of the simulation's rules: which chips are installed where, and who is served by
 * which chip. Everything that follows from them stays as the model says it.
 */
export const decidedFormulas = ['installed', 'contract_served', 'served'] as const;

/**
 * The program with the formulas that a plan decides turned into inputs, so that accounts, returns and every other
 * consequence are those of the one model and not of a second copy.
 */
export function cutProgram(program: Program): Program {
  const decided = new Set<string>(decidedFormulas);
  return { modules: program.modules, decls: program.decls.map((decl) => (isCut(decl) ? asInput(decl) : decl)) };

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
