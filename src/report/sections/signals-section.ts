import type { DemandBuild } from '../../demand/index.ts';
import { renderFigure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { ReportContext } from '../report-types.ts';
import { missesBlock } from './misses-block.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { signalFigures } from './signal-figures.ts';

/** From signals to forecasts to demand: what each layer adds, the joint paths, and what the run makes of them. */
export function signalsSection({ document, result }: ReportContext, signals: DemandBuild): Section {
  const blocks = signalFigures(result, signals).map(({ title, isSegment, figures }) => {
    const drawn = figures.map((figure) => renderFigure(document, figure));
    if (!isSegment) return markup`<h3>${title} (a check: no segment of the case)</h3>\n${drawn}\n`;
    return markup`<h3>${title} (demand of the case)</h3>\n<div class="pair">${drawn}</div>\n`;
  });
  return {
    id: 'signals',
    title: 'From signals to demand',
    body: bodyOf(
      markup`<p>Each signal file of the case becomes a layer with joint paths; layers add up path by path to what a segment asks for.</p>\n`,
      blocks,
      missesBlock(result),
    ),
  };
}
