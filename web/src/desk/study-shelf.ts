import { hasErrors, openMemory, openStudy, type Issue, type Study } from 'buildout';
import type { CaseTexts, StudyOrder } from './protocol.ts';

/** A study that was opened, or all that is wrong with it. */
export interface Opened {
  readonly study: Study | undefined;
  readonly issues: readonly Issue[];
}

const kept = 12;

/** Cases by key and the studies made of them; the latest are kept, so that going back and forth opens nothing anew. */
export class StudyShelf {
  /** A moved value leaves the texts and the formulas as they are. */
  private readonly memory = openMemory();
  private readonly cases = new Map<string, CaseTexts>();
  private readonly studies = new Map<string, Opened>();

  putCase(key: string, texts: CaseTexts): void {
    this.cases.set(key, texts);
  }

  open(order: StudyOrder): Opened {
    const key = studyKey(order);
    const known = this.studies.get(key);
    this.studies.delete(key);
    const opened = known ?? this.openAnew(order);
    this.studies.set(key, opened);
    const [oldest] = this.studies.keys();
    if (this.studies.size > kept && oldest !== undefined) this.studies.delete(oldest);
    return opened;
  }

  /** The case with the overlay it names as its counterfactual laid over everything else, as the command line runs it. */
  openCounterfactual(order: StudyOrder, study: Study): (Opened & { readonly name: string }) | undefined {
    const name = study.study.counterfactual;
    if (name === undefined) return undefined;
    return { ...this.open({ ...order, overlays: [...order.overlays, name] }), name };
  }

  private openAnew({ caseKey, overlays, sets }: StudyOrder): Opened {
    const texts = this.cases.get(caseKey);
    if (!texts) throw new Error(`No case ${caseKey} was sent to the desk`);
    const { value, issues } = openStudy({
      files: new Map(texts.files),
      main: texts.main,
      overlays,
      sets,
      memory: this.memory,
    });
    return { study: value && !hasErrors(issues) ? value : undefined, issues };
  }
}

export function studyKey({ caseKey, overlays, sets }: StudyOrder): string {
  return JSON.stringify([caseKey, overlays, sets]);
}
