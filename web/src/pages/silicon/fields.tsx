import { useEffect, useState } from 'react';
import { useStore } from '../../context.tsx';
import { setView } from '../../state/change.ts';
import { numberOf, type Field } from './asked.ts';

/** Number fields of the page, each kept in the address; an empty one is as usual. */
export function Fields({ fields }: { readonly fields: readonly Field[] }) {
  return fields.map((field) => <OneField key={field.key} field={field} />);
}

function OneField({ field }: { readonly field: Field }) {
  const { state, store } = useStore();
  const shown = String(Number((numberOf(state.view, field) * field.scale).toPrecision(6)));
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);
  const take = (): void => {
    const isUsual = Number(draft) / field.scale === field.usual || !(Number(draft) > 0);
    store.change(setView(`silicon.${field.key}`, isUsual ? '' : draft));
    if (!(Number(draft) > 0)) setDraft(shown);
  };
  return (
    <label className="number-field">
      <span>{field.words}</span>
      <span>
        <input
          inputMode="decimal"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => event.key === 'Enter' && take()}
        />{' '}
        {field.unit}
      </span>
    </label>
  );
}
