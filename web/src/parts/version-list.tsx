import { useState } from 'react';
import { useStore } from '../context.tsx';
import { readAddress, writeAddress } from '../state/address.ts';
import { dropVersion, freezeVersion, readVersions } from '../state/versions.ts';

/** The versions frozen in this browser: freeze the state as it is, open one again, compare by its link, or drop it. */
export function VersionList() {
  const { store } = useStore();
  const [versions, setVersions] = useState(() => readVersions(localStorage));
  const [name, setName] = useState('');
  const freeze = (): void => {
    const address = writeAddress(store.read());
    setVersions(freezeVersion(localStorage, { name: name.trim(), at: new Date().toISOString(), address }));
    setName('');
  };
  return (
    <section aria-label="Frozen versions">
      <h2>Frozen versions</h2>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') freeze();
        }}
      >
        <label>
          Name <input type="text" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <button type="submit" disabled={name.trim() === ''}>
          Freeze what is shown
        </button>
      </form>
      {versions.length === 0 ? (
        <p className="empty">
          None yet. A version keeps case, scenarios and view as they are now, in this browser; its link can be
          sent.
        </p>
      ) : (
        <ul className="versions">
          {versions.map((version) => (
            <li key={version.at}>
              <a
                href={`#${version.address}`}
                onClick={(event) => {
                  // As a change, so that it can be undone.
                  event.preventDefault();
                  store.change(() => readAddress(version.address));
                }}
              >
                {version.name}
              </a>
              <time className="quiet" dateTime={version.at}>
                {version.at.slice(0, 16).replace('T', ' ')} UTC
              </time>
              <button
                type="button"
                className="plain"
                aria-label={`Drop ${version.name}`}
                onClick={() => setVersions(dropVersion(localStorage, version.at))}
              >
                Drop
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
