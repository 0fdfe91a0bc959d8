import type { Command } from 'commander';
import { reproduceClaims, type ClaimResult } from '../../market/index.ts';
import { join } from 'node:path';
import { loadMarketData, packageFolder } from '../../node/index.ts';
import { answersOf, runStudy } from '../../study/index.ts';
import { openCounterfactual, openOrExplain } from '../open.ts';
import { seedNumber, wholeNumber } from '../options.ts';

/** `claims`: the article's claims, each reproduced from data or case, or contradicted with the number. */
export function addClaims(program: Command): void {
  program
    .command('claims')
    .argument(
      '[case]',
      'case that answers the claims about the future',
      join(packageFolder, 'cases', 'amazon-2026'),
    )
    .option('--paths <n>', 'random paths of the case', wholeNumber, 500)
    .option('--seed <n>', 'seed of the draws', seedNumber, 7)
    .option('--json', 'print the results as JSON')
    .option('--data-only', 'do not run a case')
    .description("check the article's claims against data and case")
    .action(
      async (path: string, flags: { paths: number; seed: number; json?: boolean; dataOnly?: boolean }) => {
        const data = loadMarketData();
        const opened = flags.dataOnly ? undefined : openOrExplain(path);
        if (!flags.dataOnly && !opened) return;
        const counterfactual = opened && openCounterfactual(opened, []);
        if (counterfactual === 'faulty') return;
        const options = { paths: flags.paths, seed: flags.seed, overlays: [], sets: [] };
        const result =
          opened && (await runStudy(opened.study, counterfactual ? { ...options, counterfactual } : options));
        const claims = reproduceClaims(data, result && answersOf(result));
        console.log(flags.json ? JSON.stringify(claims, undefined, 1) : renderClaims(claims));
      },
    );
}

function renderClaims(claims: readonly ClaimResult[]): string {
  const counts = new Map<string, number>();
  for (const claim of claims) counts.set(claim.verdict, (counts.get(claim.verdict) ?? 0) + 1);
  const lines = claims.flatMap((claim) => [
    `${claim.id}  ${claim.verdict.toUpperCase()}  ${claim.claim}`,
    `      ${claim.because}`,
    `      from ${claim.from}: ${claim.sources.map((source) => source.title).join('; ') || 'no source'}`,
    '',
  ]);
  const summary = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  return [...lines, `${claims.length} claims: ${summary}.`].join('\n');
}
