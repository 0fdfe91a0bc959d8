/** Names that a case's own texts make up, for completion. */
export interface CaseNames {
  /** Keys below each top-level section, such as the chips below `chips`. */
  readonly sections: ReadonlyMap<string, readonly string[]>;
  /** Columns of the tables beside the case, as `table:` names them. */
  readonly columns: readonly string[];
}

/**
 * Gathers the names from the texts of all files, line by line, so that a broken text still has most of them.
 *
 * @example caseNames([['case.yaml', 'chips:\n  h100: {}\n']]).sections.get('chips') // ['h100']
 */
export function caseNames(files: Iterable<readonly [name: string, text: string]>): CaseNames {
  const sections = new Map<string, Set<string>>();
  const columns: string[] = [];
  for (const [name, text] of files) {
    if (/\.ya?ml$/.test(name)) readSections(text, sections);
    else if (name.endsWith('.csv')) columns.push(...columnsOf(name, text));
  }
  return { sections: new Map([...sections].map(([key, names]) => [key, [...names]])), columns };
}

function readSections(text: string, sections: Map<string, Set<string>>): void {
  let section = '';
  let indent = 0;
  for (const line of text.split('\n')) {
    const [, spaces = '', key, rest = ''] = /^( *)([A-Za-z][\w-]*):(?=\s|$)(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    if (spaces === '') {
      [section, indent] = [key, 0];
      const names = sections.get(key) ?? new Set<string>();
      // Labels of a section in braces on its own line.
      if (/^\s*\{/.test(rest)) for (const [, name] of rest.matchAll(/[{,]\s*([\w-]+):/g)) names.add(name!);
      sections.set(key, names);
    } else {
      if (indent === 0) indent = spaces.length;
      if (spaces.length === indent) sections.get(section)?.add(key);
    }
  }
}

function columnsOf(name: string, text: string): readonly string[] {
  const [head = ''] = text.split(/\r?\n/, 1);
  const names = head.split(',').map((each) => each.trim().replaceAll(/^"|"$/g, ''));
  return names.filter((each) => each !== '' && each !== 'period').map((each) => `${name}#${each}`);
}
