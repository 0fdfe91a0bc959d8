import { memo, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { drawFigure, isEmptyFigure, type Figure, type FigureSpec } from 'buildout/view';
import { csvOf, savePicture, saveSvg } from './export-figure.ts';
import { saveText } from './save-text.ts';
import { TableView } from './table-view.tsx';

interface FigureProps {
  readonly figure: Figure;
  /** Numbers of the chart that open a trace, set under it. */
  readonly children?: ReactNode;
}

/** A chart of the report as a part of a page: title, legend, picture, what it measures, its numbers, and its export. */
export function FigureView({ figure, children }: FigureProps) {
  if (isEmptyFigure(figure)) {
    return (
      <p className="empty">
        <strong>Not shown: {figure.what}.</strong> The case gives no {figure.missing.join(', ')}.
      </p>
    );
  }
  return (
    <figure id={figure.id} className={`figure ${figure.layout}`}>
      <header>
        <div>
          <h3>{figure.title}</h3>
          <p className="measure">{figure.unit}</p>
        </div>
        <FigureMenu figure={figure} />
      </header>
      <Legend figure={figure} />
      <Drawing figure={figure} />
      {children}
      <figcaption>
        <b>Measures:</b> {figure.measures} <b>Source:</b> {figure.source} <b>Limits:</b> {figure.limits}
      </figcaption>
      <details>
        <summary>Numbers behind this chart</summary>
        <TableView table={figure.table} />
      </details>
    </figure>
  );
}

type Kind = 'wide' | 'narrow';

/** The screen on which the narrow picture is shown, as the style sheet has it. */
const narrowScreen = '(max-width: 45rem)';
/** Milliseconds that a figure must rest before the picture that is not shown is drawn too: for paper and for a turned screen. */
const rest = 300;

const Drawing = memo(function Drawing({ figure }: { readonly figure: FigureSpec }) {
  const shown: Kind = useMedia(narrowScreen) ? 'narrow' : 'wide';
  const picture = useMemo(() => drawn(figure, shown), [figure, shown]);
  const [other, setOther] = useState<{ readonly of: string; readonly picture: string }>();
  useEffect(() => {
    const timer = setTimeout(() => {
      setOther({ of: picture, picture: drawn(figure, shown === 'wide' ? 'narrow' : 'wide') });
    }, rest);
    return () => clearTimeout(timer);
  }, [figure, shown, picture]);
  const of = (kind: Kind) => ({
    __html: kind === shown ? picture : other?.of === picture ? other.picture : '',
  });
  // Pictures are drawn by the engine's own chart functions, which escape all text of the case.
  return (
    <div className="chart">
      <div className={`wide ${figure.layout}`} dangerouslySetInnerHTML={of('wide')} />
      <div className="narrow" dangerouslySetInnerHTML={of('narrow')} />
    </div>
  );
});

function drawn(figure: FigureSpec, kind: Kind): string {
  return bareGroups(drawFigure(figure, { document, kind }).markup);
}

function useMedia(query: string): boolean {
  const media = useMemo(() => matchMedia(query), [query]);
  return useSyncExternalStore(
    (listener) => {
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => media.matches,
  );
}

/** The picture has one name as a whole; names of its groups would have no role to belong to. */
function bareGroups(svg: string): string {
  return svg.replaceAll(/<g aria-label="[^"]*"/g, '<g');
}

function Legend({ figure }: { readonly figure: FigureSpec }) {
  if (!figure.legend || figure.legend.length === 0) return undefined;
  return (
    <ul className="legend">
      {figure.legend.map(({ text, colour, look, opacity }) => (
        <li key={text}>
          <span
            className={look === undefined ? 'swatch' : `swatch ${look}`}
            style={{ ['--k' as string]: colour, opacity }}
          />
          {text}
        </li>
      ))}
    </ul>
  );
}

function FigureMenu({ figure }: { readonly figure: FigureSpec }) {
  const save = [
    ['SVG', () => saveSvg(figure)],
    ['PNG', () => void savePicture(figure)],
    ['CSV', () => saveText(`${figure.id}.csv`, csvOf(figure.table), 'text/csv')],
  ] as const;
  return (
    <div className="figure-menu" role="group" aria-label={`Save “${figure.title}”`}>
      {save.map(([name, act]) => (
        <button key={name} type="button" className="plain" onClick={act} title={`Save as ${name}`}>
          {name}
        </button>
      ))}
    </div>
  );
}
