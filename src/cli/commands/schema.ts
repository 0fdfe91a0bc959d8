import type { Command } from 'commander';
import { caseSchema } from '../../study/index.ts';

/** `schema`: the JSON Schema of a case, for editors. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a case file, for completion in editors')
    .action(() => {
      console.log(JSON.stringify(caseSchema(), undefined, 2));
    });
}
