import type { Issue, Place } from '../../base/issue.ts';
import { nearestName } from '../../base/nearest.ts';
import type { Catalogue, Model } from './types.ts';

/** A model that was asked for, and whether its size had to be guessed. */
export interface FoundModel {
  readonly model: Model;
  readonly isGuess: boolean;
  readonly issues: readonly Issue[];
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Models that benchmarks name and the catalogue holds under a sibling of the same shape. */
const siblings: Readonly<Record<string, string>> = {
  llama27b: 'Llama-2-7B',
  llama213b: 'Llama-2-13B',
  codellama13b: 'CodeLlama-13B',
  mistral7b: 'Mistral-7B',
  llama38b: 'Llama-3.1-8B',
  llama370b: 'Llama-3.1-70B',
  llama3170b: 'Llama-3.1-70B',
  llama3370b: 'Llama-3.1-70B',
  llama318b: 'Llama-3.1-8B',
  llama31405b: 'Llama-3.1-405B',
};

/**
 * Finds a model by name, by a sibling of the same shape, or by the size in its name (`qwen3-vl-235b-a22b`: 235bn parameters, 22bn
 * active). A model without any gets 70bn and, as when the size is read from the name, the warning `serving-model-unknown`.
 *
 * @example findModel(catalogue, 'Llama-3.3-70B').model.name // 'Llama-3.1-70B'
 */
export function findModel(catalogue: Catalogue, name: string, at?: Place): FoundModel {
  const asked = plain(name);
  const same = [...catalogue.models.values()].find((model) => plain(model.name) === asked);
  const sibling = siblings[asked.replace(/(chat|instruct|hf|v0\d).*$/, '')];
  const shape = sibling === undefined ? undefined : (catalogue.models.get(sibling) ?? shapeOfSize(sibling));
  const model = same ?? shape;
  if (model && model.totalBn !== undefined) return { model, isGuess: false, issues: [] };
  const near = nearestName(name, catalogue.models.keys());
  const issue: Issue = {
    code: 'serving-model-unknown',
    severity: 'warning',
    message:
      'The catalogue has no architecture for this model; one is guessed from the size in its name, with a wide range.',
    ...(at ? { at } : {}),
    found: name || '(empty)',
    expected: 'a model of data/silicon/models.csv with parameters, or of a file of your own in its columns',
    ...(near === undefined ? {} : { fix: `write ${near}` }),
  };
  return { model: shapeOfSize(name), isGuess: true, issues: [issue] };
}

/** A dense or expert model of the size that a name tells: layers and width of common models of that size. */
export function shapeOfSize(name: string): Model {
  const sizes = [...name.matchAll(/(\d+(?:\.\d+)?)\s*b(?![a-z])/gi)].map((match) => Number(match[1]));
  const totalBn = sizes[0] ?? 70;
  const experts = /(\d+)x(\d+)b/i.exec(name);
  const activeBn = /a(\d+(?:\.\d+)?)b/i.exec(name)?.[1];
  const layers = totalBn <= 10 ? 32 : totalBn <= 20 ? 40 : totalBn <= 40 ? 60 : totalBn <= 120 ? 80 : 100;
  const width =
    totalBn <= 10 ? 4096 : totalBn <= 20 ? 5120 : totalBn <= 40 ? 6656 : totalBn <= 120 ? 8192 : 14336;
  // Llama-2 7B and 13B keep keys and values of every head; later models share them among groups of eight.
  const isFullHeads = /llama-?2-?(7|13)b|codellama/i.test(name);
  const total = experts ? Number(experts[1]) * Number(experts[2]) * 0.85 : totalBn;
  return {
    name,
    vendor: '',
    isOpen: true,
    totalBn: total,
    activeBn: activeBn === undefined ? (experts ? Number(experts[2]) * 1.8 : total) : Number(activeBn),
    layers,
    width,
    kvPerToken: isFullHeads ? 2 * layers * width : 2 * layers * 1024,
    release: '',
    indexVersion: '',
    origin: { title: 'size read from the name', url: '', tier: 4 },
  };
}
