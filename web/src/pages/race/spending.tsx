import { useMemo } from 'react';
import {
  backTestTable,
  capexFigure,
  datedTable,
  factsTable,
  intensityFigure,
  presetTable,
} from 'buildout/view';
import type { MarketFacts } from '../../desk/race-protocol.ts';
import { FigureView } from '../../parts/figure-view.tsx';
import { LongWork } from '../../parts/long-work.tsx';
import { TableView } from '../../parts/table-view.tsx';
import { useAnswer } from '../../session/use-answer.ts';
import { comparedDates, dataAddress } from './settings.ts';

const [, latest] = comparedDates;

/** What companies spend on it, over what their clouds sell, and what constant rates said. */
export function Spending() {
  const found = useAnswer('market', (session, following) =>
    session.ask('market', { address: dataAddress(), asOf: latest, dates: comparedDates }, following),
  );
  return (
    <LongWork answered={found} what="Reading the market facts">
      {(facts) => <Facts facts={facts} />}
    </LongWork>
  );
}

function Facts({ facts: { facts, columns, dated, presets } }: { readonly facts: MarketFacts }) {
  const [spent, intensity] = useMemo(
    () => [capexFigure(columns), intensityFigure(facts)] as const,
    [columns, facts],
  );
  return (
    <section>
      <h2>What is spent on it</h2>
      <FigureView figure={spent} />
      <FigureView figure={intensity} />
      <TableView table={factsTable(facts)} />
      <h2>At constant rates</h2>
      <TableView table={datedTable(dated)} />
      <TableView table={presetTable(presets)} />
    </section>
  );
}

/** How far the growth model can be believed, by how it did on AWS. */
export function LookingBack() {
  const found = useAnswer('race back-test', (session, following) =>
    session.ask('raceBackTest', { address: dataAddress(), asOf: latest }, following),
  );
  return (
    <section>
      <h2>How the growth model did on AWS, looking back</h2>
      <LongWork answered={found} what="Forecasting from earlier quarters">
        {(rows) => <TableView table={backTestTable(rows)} />}
      </LongWork>
    </section>
  );
}
