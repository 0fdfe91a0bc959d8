#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { version } from '../study/index.ts';
import { addCheck } from './commands/check.ts';
import { addClaims } from './commands/claims.ts';
import { addCompare } from './commands/compare.ts';
import { addExplain } from './commands/explain.ts';
import { addForecast } from './commands/forecast.ts';
import { addImplied } from './commands/implied.ts';
import { addInit } from './commands/init.ts';
import { addRace } from './commands/race.ts';
import { addDecideBy } from './commands/decide-by.ts';
import { addPlan } from './commands/plan.ts';
import { addRun } from './commands/run.ts';
import { addSchema } from './commands/schema.ts';
import { addServe } from './commands/serve.ts';
import { addServing } from './commands/serving.ts';
import { addSignals } from './commands/signals.ts';
import { addSolveFor } from './commands/solve-for.ts';
import { addTable } from './commands/table.ts';
import { addTornado } from './commands/tornado.ts';
import { addWhyNot } from './commands/why-not.ts';
import { exitCodes } from './exit.ts';

const program = new Command('buildout')
  .description(
    'Plans AI-cloud capacity and capital: demand signals to a build plan to return on invested capital,\nwith its uncertainty and its reasons. A case is a folder of text files; every figure leads back to its lines.',
  )
  .version(version)
  .showHelpAfterError('(--help shows what is understood)')
  .exitOverride()
  .addHelpText(
    'after',
    `
First steps
  buildout init my-case                         a small case with comments, to change
  buildout check my-case                        every fault at once, with line, column and mending
  buildout run my-case --out out                the answer: summary here, report.html and run.json there
  buildout explain my-case roic.d2 --period FY2028
                                                a figure traced to formula, inputs, case lines and sources
  buildout run my-case --set accounts.tax_rate=25%
                                                the same with one value changed
  buildout compare my-case my-case --overlay-b overlays/low.yaml
                                                what differs, what moved, what each input explains
  buildout serve                                the app: the same engine in your browser
  buildout tornado my-case --metric npv         which uncertain numbers move an answer, widest first

Exit codes: 0 ok, 1 faults in the case or failed expectations, 2 usage, 3 no plan exists, 4 stopped early, 70 bug.`,
  );

for (const add of [
  addInit,
  addCheck,
  addRun,
  addPlan,
  addWhyNot,
  addDecideBy,
  addExplain,
  addCompare,
  addTornado,
  addTable,
  addSolveFor,
  addClaims,
  addServing,
  addSignals,
  addForecast,
  addRace,
  addImplied,
  addSchema,
  addServe,
])
  add(program);
for (const command of program.commands)
  command.exitOverride().showHelpAfterError('(--help shows what is understood)');

// Who reads the output may have seen enough (`buildout run … | head`): files are still written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else if (isSystemError(error)) {
    console.error(`Cannot read or write ${error.path ?? 'a file'}: ${error.message}`);
    process.exitCode = exitCodes.usage;
  } else {
    console.error(
      'This is a fault of Buildout, not of your case. Please report it with the case and this text:',
    );
    console.error(error);
    process.exitCode = exitCodes.bug;
  }
}

/** Whether the platform refused: a path that is no folder, a file that may not be read, a disk that is full. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
