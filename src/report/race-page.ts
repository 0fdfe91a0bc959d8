import type { GrowthBackTest, ProviderFacts, Race, RatePreset } from '../market/index.ts';
import { renderFigure } from './figure.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { capexFigure, overtakeFigure, raceFigure } from './race-figures.ts';
import { backTestTable, factsTable, presetTable } from './race-tables.ts';
import { raceSentence } from './race-words.ts';
import { renderPage } from './render-page.ts';
import type { CapexColumn, DrawingDocument } from './report-types.ts';
import { renderTable } from './table.ts';

export interface RacePageOptions {
  readonly document: DrawingDocument;
  readonly version: string;
  readonly capexColumns: readonly CapexColumn[];
  readonly facts: readonly ProviderFacts[];
  readonly presets: readonly RatePreset[];
  readonly backTest: GrowthBackTest;
}

/** A page on one or more definitions of a race: fans, overtake histograms, spending, cover, and how the model did. */
export function renderRacePage(race: Race, options: RacePageOptions): string {
  const { document, presets, backTest, facts } = options;
  const body: Markup[] = [
    ...race.answers.flatMap((answer) => [
      renderFigure(document, raceFigure(race, answer)),
      renderFigure(document, overtakeFigure(race, answer)),
    ]),
    renderFigure(document, capexFigure(options.capexColumns)),
    markup`<h3>Capital intensity, backlog cover and the depreciation wave</h3>
${renderTable(factsTable(facts))}`,
    markup`<h3>At constant rates</h3>
${renderTable(presetTable(presets))}`,
    markup`<h3>How the growth model did on AWS, looking back</h3>
${renderTable(backTestTable(backTest))}`,
  ];
  const lead = race.answers.map((answer) => raceSentence(race, answer));
  return renderPage({
    title: `Who is larger than AWS, and when: as of ${race.asOf}`,
    lead,
    body,
    version: options.version,
  });
}
