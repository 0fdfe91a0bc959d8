import { useEffect, useState } from 'react';
import type { RunResult } from 'buildout';
import { completeYears } from 'buildout/view';
import { useStore } from '../../context.tsx';
import { setView } from '../../state/change.ts';
import { answerChoices, viewNames, type Asked } from './asked.ts';

/** Which answer is looked into, in which year, and what it is to meet. */
export function AskControls({ result, asked }: { readonly result: RunResult; readonly asked: Asked }) {
  const { store } = useStore();
  return (
    <div className="filters">
      <label>
        Answer{' '}
        <select
          value={asked.choice.id}
          onChange={(event) => {
            const { value } = event.target;
            // Another answer is asked for another figure.
            store.change((state) => setView(viewNames.target, '')(setView(viewNames.metric, value)(state)));
          }}
        >
          {answerChoices(result).map(({ id, words }) => (
            <option key={id} value={id} children={words} />
          ))}
        </select>
      </label>
      {asked.choice.isYearly && (
        <label>
          Fiscal year{' '}
          <select
            value={asked.period ?? ''}
            onChange={(event) => store.change(setView(viewNames.year, event.target.value))}
          >
            {completeYears(result).map(({ label }) => (
              <option key={label} children={label} />
            ))}
          </select>
        </label>
      )}
      <TargetField written={asked.written} />
    </div>
  );
}

function TargetField({ written }: { readonly written: string }) {
  const { store } = useStore();
  const [draft, setDraft] = useState(written);
  useEffect(() => setDraft(written), [written]);
  const take = (): void => {
    if (draft !== written) store.change(setView(viewNames.target, draft.trim()));
  };
  return (
    <label>
      should be at least{' '}
      <input
        className="target"
        type="text"
        value={draft}
        spellCheck={false}
        placeholder="such as 10% or $5bn"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape') setDraft(written);
        }}
      />
    </label>
  );
}
