import { merchantStop, readCatalogue, servingView } from 'buildout';
import { valueOf, type Bench } from './bench.ts';
import type { Answers, Questions } from './protocol.ts';

let texts: Promise<ReadonlyMap<string, string>> | undefined;

/** The silicon facts, fetched once from beside the page. */
function siliconTexts(): Promise<ReadonlyMap<string, string>> {
  // Scripts of the page lie in a folder of their own beside `data`.
  texts ??= fetchTexts(new URL('../data/silicon.json', self.location.href)).catch((error: unknown) => {
    texts = undefined;
    throw error;
  });
  return texts;
}

async function fetchTexts(url: URL): Promise<ReadonlyMap<string, string>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`data/silicon.json could not be loaded: ${response.status}`);
  return new Map((await response.json()) as [string, string][]);
}

/** What a workload costs on every priced chip, as `buildout serving` works it out. */
export async function answerServing(about: Questions['serving']): Promise<Answers['serving']> {
  const found = await siliconTexts();
  const view = valueOf(servingView({ texts: found, ...about }));
  return { view, tasks: [...valueOf(readCatalogue(found)).tasks.keys()] };
}

/** At which merchant price the programme of a case would be stopped. */
export function answerMerchantStop(
  { order }: Questions['merchantStop'],
  { open, openCounterfactual }: Bench,
): Answers['merchantStop'] {
  const counterfactual = openCounterfactual(order);
  const stop = counterfactual && merchantStop(open(order), counterfactual);
  return stop ? { stop } : {};
}
