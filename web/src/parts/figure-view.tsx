import { memo, useMemo, type ReactNode } from 'react';
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

const Drawing = memo(function Drawing({ figure }: { readonly figure: FigureSpec }) {
  const [wide, narrow] = useMemo(
    () =>
      (['wide', 'narrow'] as const).map((kind) => bareGroups(drawFigure(figure, { document, kind }).markup)),
    [figure],
  );
  // Pictures are drawn by the engine's own chart functions, which escape all text of the case.
  return (
    <div className="chart">
      <div className={`wide ${figure.layout}`} dangerouslySetInnerHTML={{ __html: wide! }} />
      <div className="narrow" dangerouslySetInnerHTML={{ __html: narrow! }} />
    </div>
  );
});

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
