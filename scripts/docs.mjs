/**
 * `npm run docs`: writes the pages that are made from the code, docs/method.md and docs/case.schema.json, and the table of
 * measurements in README.md from the latest file in bench/results/.
 * With `--check` it writes nothing and fails where a page differs from what the code says.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withBenchTable } from './bench-table.mjs';
import { ensureBuilt, root } from './ensure.mjs';

const isCheck = process.argv.includes('--check');

const methodHeading = `# Method

Every formula of the model, in the order in which it is written, with its unit and its inputs. This page is made from the
code by \`npm run docs\`; the language is described in [language.md](language.md), the words in [glossary.md](glossary.md).
`;

async function load(folder, ...names) {
  const module = await import(pathToFileURL(join(root, 'dist', folder, 'index.js')).href);
  for (const name of names) {
    if (!(name in module)) throw new Error(`src/${folder}/index.ts exports no ${name}`);
  }
  return module;
}

async function makePages() {
  const { parseProgram, describeProgram } = await load('formula', 'parseProgram', 'describeProgram');
  const { modelModules, assetClasses } = await load('model', 'modelModules', 'assetClasses');
  const { caseJsonSchema } = await load('case', 'caseJsonSchema');
  const { value: program, issues } = parseProgram(modelModules);
  if (!program) {
    const lines = issues.map(({ at, code, message }) => `  ${at?.file}:${at?.line} ${code}: ${message}`);
    throw new Error(`the model's formulas have faults:\n${lines.join('\n')}`);
  }
  // Vintages are years of a case's calendar, so a schema for all cases names none.
  const schema = caseJsonSchema(program, { class: assetClasses, vintage: [] });
  return [
    ['docs/method.md', ended(`${methodHeading}\n${describeProgram(program)}`)],
    ['docs/case.schema.json', await formatted('docs/case.schema.json', JSON.stringify(schema, undefined, 2))],
    [
      'README.md',
      await formatted('README.md', withBenchTable(root, readFileSync(join(root, 'README.md'), 'utf8'))),
    ],
  ];
}

/** As `npm run format` would leave it, so that the two never disagree. */
async function formatted(path, text) {
  const { format, resolveConfig } = await import('prettier'); // Not at the top: a fresh clone is installed first.
  const file = join(root, path);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

function ended(text) {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** The first place where two texts part, in words. */
function difference(found, expected) {
  const a = found.split('\n');
  const b = expected.split('\n');
  const i = b.findIndex((line, index) => line !== a[index]);
  const line = i < 0 ? b.length : i;
  return `  line ${line + 1}\n  in the file   ${a[line] ?? '(end)'}\n  from the code ${b[line] ?? '(end)'}`;
}

ensureBuilt();
let stale = 0;
try {
  for (const [path, text] of await makePages()) {
    const file = join(root, path);
    const found = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined;
    if (found === text) {
      console.log(`${path} is up to date`);
    } else if (isCheck) {
      stale += 1;
      console.error(
        found === undefined ? `${path} is missing` : `${path} is out of date\n${difference(found, text)}`,
      );
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      console.log(`${path} written`);
    }
  }
} catch (error) {
  console.error(`The pages cannot be made: ${error.message}`);
  process.exit(1);
}
if (stale > 0) console.error('Run `npm run docs` and commit what it writes.');
process.exit(stale > 0 ? 1 : 0);
