import { useMemo, type MouseEvent } from 'react';
import type { RunResult } from 'buildout';
import { flowColumns, flowFigure } from 'buildout/view';
import { useStore } from '../context.tsx';
import { openTrace } from '../state/change.ts';
import { FigureView } from './figure-view.tsx';
import { NumberButton } from './number-button.tsx';

interface FlowProps {
  readonly result: RunResult;
  readonly year: string;
}

/** The flow of a year's money as a picture of which every number opens: by a click in the picture, or from the list under it. */
export function Flow({ result, year }: FlowProps) {
  const { store } = useStore();
  const figure = useMemo(() => flowFigure(result, year), [result, year]);
  const columns = useMemo(() => flowColumns(result, year), [result, year]);
  if (!columns) return undefined;
  const nodes = columns.flatMap((column) => column.nodes);
  /** Bars of the wide picture stand in the order of the numbers. */
  const open = ({ target }: MouseEvent): void => {
    const bar = (target as Element).closest('.wide rect');
    const node = bar ? nodes[[...bar.parentElement!.children].indexOf(bar)] : undefined;
    if (node) store.change(openTrace({ metric: node.metric, period: node.year }));
  };
  return (
    <div className="flow" onClick={open}>
      <FigureView figure={figure}>
        <details>
          <summary>Open a number of this chart</summary>
          <div className="flow-numbers">
            {columns.map(({ title, nodes: numbers }) => (
              <dl key={title} aria-label={title}>
                <dt>{title}</dt>
                {numbers.map(({ metric, words, text, year: at }) => (
                  <dd key={`${metric} ${at}`}>
                    {words}{' '}
                    <NumberButton metric={metric} period={at} label={`${words}, ${at}`}>
                      {text}
                    </NumberButton>
                  </dd>
                ))}
              </dl>
            ))}
          </div>
        </details>
      </FigureView>
    </div>
  );
}
