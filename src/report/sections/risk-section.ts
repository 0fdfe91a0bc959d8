import type { Tornado } from '../../analyse/index.ts';
import { renderFigure } from '../figure.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import type { ReportContext } from '../report-types.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { tornadoFigure, weakestEvidence } from './tornado-figure.ts';

/** What moves the answers: one tornado each, coloured by the evidence behind what moves it. */
export function riskSection(context: ReportContext, tornadoes: readonly Tornado[]): Section {
  return {
    id: 'risk',
    title: 'What moves it',
    body: bodyOf(...tornadoes.map((each) => tornadoBlock(context, each))),
  };
}

function tornadoBlock({ document, result }: ReportContext, tornado: Tornado): Markup {
  const weakest = weakestEvidence(tornado);
  return markup`${renderFigure(document, tornadoFigure(result, tornado))}${
    weakest === undefined
      ? undefined
      : markup`<p>Of the numbers that rest on an estimate or a guess, <code>${weakest.driver}</code> (${weakest.text}) moves it most: from ${weakest.atLow} to ${weakest.atHigh}.</p>`
  }`;
}
