/** A state frozen under a name; it does not change when the page does. */
export interface Version {
  readonly name: string;
  /** ISO date and time at which it was frozen. */
  readonly at: string;
  readonly address: string;
}

const key = 'buildout.versions';

/** The versions frozen in this browser, the latest first. */
export function readVersions(storage: Storage): readonly Version[] {
  try {
    const list: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter(isVersion) : [];
  } catch {
    return [];
  }
}

export function freezeVersion(storage: Storage, version: Version): readonly Version[] {
  return write(storage, [version, ...readVersions(storage)]);
}

export function dropVersion(storage: Storage, at: string): readonly Version[] {
  return write(
    storage,
    readVersions(storage).filter((each) => each.at !== at),
  );
}

function write(storage: Storage, versions: readonly Version[]): readonly Version[] {
  storage.setItem(key, JSON.stringify(versions));
  return versions;
}

function isVersion(value: unknown): value is Version {
  const { name, at, address } = (value ?? {}) as Record<string, unknown>;
  return [name, at, address].every((each) => typeof each === 'string');
}
