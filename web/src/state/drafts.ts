/** Where drafts are kept over a reload; a browser's session storage, or a stand-in in tests. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const shelfKey = 'buildout.drafts';

/** Texts that were changed and are not applied yet, by the case they change and the file's name. */
export class Drafts {
  private readonly byCase = new Map<string, Map<string, string>>();

  constructor(private readonly shelf: Shelf) {
    try {
      const kept = JSON.parse(shelf.getItem(shelfKey) ?? '[]') as [string, [string, string][]][];
      for (const [key, texts] of kept) this.byCase.set(key, new Map(texts));
    } catch {
      // Drafts that cannot be read are no drafts.
    }
  }

  of(caseKey: string): ReadonlyMap<string, string> {
    return this.byCase.get(caseKey) ?? new Map();
  }

  /** Keeps a changed text; without one, the file is again as the case has it. */
  put(caseKey: string, file: string, text: string | undefined): void {
    const texts = this.byCase.get(caseKey) ?? new Map<string, string>();
    if (text === undefined) texts.delete(file);
    else texts.set(file, text);
    if (texts.size === 0) this.byCase.delete(caseKey);
    else this.byCase.set(caseKey, texts);
    this.save();
  }

  drop(caseKey: string): void {
    this.byCase.delete(caseKey);
    this.save();
  }

  private save(): void {
    try {
      this.shelf.setItem(shelfKey, JSON.stringify([...this.byCase].map(([key, texts]) => [key, [...texts]])));
    } catch {
      // A full storage loses drafts at a reload, and nothing else.
      this.shelf.removeItem(shelfKey);
    }
  }
}
