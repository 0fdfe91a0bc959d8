import type { CaseTexts } from '../desk/protocol.ts';
import { unpackCase } from '../state/pack-case.ts';

/** A sample case as the index of the packed cases lists it. */
export interface SampleCase {
  readonly id: string;
  readonly name: string;
  readonly question: string;
  readonly overlays: readonly string[];
}

/** Cases at hand: samples, fetched once from beside the page, and the user's own, which the address holds. */
export class CaseLibrary {
  private index: Promise<readonly SampleCase[]> | undefined;
  private readonly texts = new Map<string, Promise<CaseTexts>>();

  samples(): Promise<readonly SampleCase[]> {
    this.index ??= fetchJson<readonly SampleCase[]>('cases/index.json');
    return this.index;
  }

  async open({
    sample,
    ownCase,
  }: {
    readonly sample: string | undefined;
    readonly ownCase: string | undefined;
  }) {
    const key = ownCase === undefined ? `sample:${sample}` : `own:${ownCase}`;
    const known = this.texts.get(key);
    const texts = known ?? (ownCase === undefined ? this.openSample(sample ?? '') : unpackCase(ownCase));
    this.texts.set(key, texts);
    try {
      return { key, texts: await texts };
    } catch (error) {
      this.texts.delete(key);
      throw error;
    }
  }

  private async openSample(id: string): Promise<CaseTexts> {
    const samples = await this.samples();
    if (!samples.some((each) => each.id === id))
      throw new Error(
        `There is no sample case “${id}”. There are: ${samples.map((each) => each.id).join(', ')}.`,
      );
    return fetchJson<CaseTexts>(`cases/${id}.json`);
  }
}

async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path} could not be loaded: ${response.status}`);
  return (await response.json()) as T;
}
