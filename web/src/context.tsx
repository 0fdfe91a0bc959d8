import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { Session, SessionView } from './session/session.ts';
import type { AppState } from './state/app-state.ts';
import type { Store } from './state/store.ts';

interface Services {
  readonly store: Store;
  readonly session: Session;
}

const Context = createContext<Services | undefined>(undefined);

export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <Context value={services}>{children}</Context>;
}

function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error('The page is drawn outside of its services');
  return services;
}

/** The state and what changes it. */
export function useStore(): { readonly state: AppState; readonly store: Store } {
  const { store } = useServices();
  return { state: useSyncExternalStore(store.listen, store.read), store };
}

/** Results, progress and faults, and what asks the engine. */
export function useSession(): { readonly view: SessionView; readonly session: Session } {
  const { session } = useServices();
  return { view: useSyncExternalStore(session.listen, session.read), session };
}
