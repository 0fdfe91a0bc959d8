import type { Command } from 'commander';
import { caseJsonSchema } from '../../case/index.ts';
import { assetClasses } from '../../model/index.ts';
import { modelProgram } from '../../study/index.ts';

/** `schema`: the JSON Schema of a case, for editors. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a case file, for completion in editors')
    .action(() => {
      const model = modelProgram().value!;
      console.log(JSON.stringify(caseJsonSchema(model, { class: assetClasses, vintage: [] }), undefined, 2));
    });
}
