import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'virtual:theme.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/print.css';
import { App } from './app.tsx';
import { ServicesProvider } from './context.tsx';
import { Session } from './session/session.ts';
import { Store } from './state/store.ts';
import { applyTheme } from './state/theme.ts';

const historyKey = 'buildout.history';

const store = new Store({
  readAddress: () => location.hash,
  writeAddress: (address, how) =>
    how === 'push'
      ? history.pushState(null, '', `#${address}`)
      : history.replaceState(null, '', `#${address}`),
  readHistory: () => sessionStorage.getItem(historyKey) ?? undefined,
  writeHistory: (text) => {
    try {
      sessionStorage.setItem(historyKey, text);
      return true;
    } catch {
      // The storage is full.
      sessionStorage.removeItem(historyKey);
      return false;
    }
  },
});
addEventListener('popstate', store.follow);
addEventListener('hashchange', store.follow);
applyTheme();

const services = { store, session: new Session(store) };
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <ServicesProvider services={services}>
      <App />
    </ServicesProvider>
  </StrictMode>,
);
