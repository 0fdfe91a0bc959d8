import { lazy, type ComponentType } from 'react';

/** A part whose script is loaded when it is first drawn; where it cannot be loaded, the part says so. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch {
      return { default: NotLoaded as ComponentType<Props> };
    }
  });
}

function NotLoaded() {
  return (
    <p className="issues" role="alert">
      This part of the page could not be loaded. Reload to try again; nothing is lost.
    </p>
  );
}
