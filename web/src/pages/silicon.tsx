import { useMemo } from 'react';
import { fleetFigure, ownLimitsFigure, utilisationFigure, writeVerdict } from 'buildout/view';
import { FigureView } from '../parts/figure-view.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import type { Page, PageProps } from './page.ts';

export const silicon: Page = {
  id: 'silicon',
  title: 'Silicon',
  decides: 'Decide which makes of chip to fill the power with, and what keeps work from own silicon.',
  live: [],
  Content: Silicon,
};

function Silicon({ result }: PageProps) {
  const figures = useMemo(
    () => [fleetFigure(result), utilisationFigure(result), ownLimitsFigure(result)],
    [result],
  );
  const answers = writeVerdict(result).filter(({ topic }) => /silicon/i.test(topic));
  return (
    <>
      {answers.length > 0 && <VerdictCard answers={answers.map((answer) => ({ ...answer, isLead: true }))} />}
      {figures.map((figure, i) => (
        <FigureView key={i} figure={figure} />
      ))}
    </>
  );
}
