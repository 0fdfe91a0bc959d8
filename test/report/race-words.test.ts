import { describe, expect, it } from 'vitest';
import type { Race, RaceAnswer } from '../../src/market/index.ts';
import { runRace } from '../../src/market/index.ts';
import { loadMarketData } from '../../src/node/index.ts';
import {
  drawFigure,
  intensityFigure,
  isEmptyFigure,
  microsoftSentence,
  overtakeFigure,
  pieceWords,
  raceTable,
} from '../../src/report/view.ts';
import { parseHTML } from 'linkedom';

const race = runRace(loadMarketData(), { asOf: '2026-08', paths: 200, seed: 7, years: 10 }).value!;
const withAnswers = (change: (answer: RaceAnswer) => RaceAnswer): Race => ({
  ...race,
  answers: race.answers.map(change),
});

describe('whether Microsoft is ahead, in a sentence', () => {
  it('names the definition by which it is, and what the others say', () => {
    expect(microsoftSentence(race)).toMatch(
      /^As of 2026-08 Microsoft is ahead already by Microsoft Cloud \(\$214\.4bn\) against AWS’s \$148\.4bn, and not by the others: Intelligent Cloud .*; Azure .*; Azure without OpenAI .*% of paths\.$/,
    );
  });

  it('says that all or none are', () => {
    const all = withAnswers((answer) => ({ ...answer, isAhead: true }));
    expect(microsoftSentence(all)).toMatch(
      /ahead already by Microsoft Cloud .*, Azure .* and Azure without OpenAI \S+ against AWS’s \$148\.4bn\.$/,
    );
    const none = withAnswers((answer) => ({ ...answer, isAhead: false, p50: '2030Q1', never: 0.25 }));
    expect(microsoftSentence(none)).toContain(
      'is not ahead of AWS’s $148.4bn by any definition: Microsoft Cloud ($214.4bn) at the median in 2030Q1, never within 10 years on 25% of paths;',
    );
  });

  it('has nothing to say of a race without Microsoft', () => {
    const answers = race.answers.filter(({ definition }) => definition === 'oci');
    expect(microsoftSentence({ ...race, answers })).toBeUndefined();
  });
});

describe('pictures of the race', () => {
  const [answer] = race.answers;

  it('stand beside each other on one scale', () => {
    const { document } = parseHTML('<html></html>');
    const draw = (most: number) => {
      const figure = overtakeFigure(race, answer!, { layout: 'half', isDated: true, most });
      const { document: page } = parseHTML(
        `<body>${drawFigure(figure, { document, kind: 'wide' }).markup}</body>`,
      );
      return {
        figure,
        tall: Math.max(
          ...[...page.querySelectorAll('rect')].map((bar) => Number(bar.getAttribute('height'))),
        ),
      };
    };
    const [alone, beside] = [draw(0), draw(2 * answer!.never)];
    expect(alone.figure).toMatchObject({ id: 'overtake-azure-2026-08', layout: 'half' });
    // A scale twice as long leaves the tallest column, never, half as tall.
    expect(alone.tall / beside.tall).toBeCloseTo(2, 1);
  });

  it('leave out what is not known', () => {
    const facts = [
      {
        provider: 'A',
        intensity: 1.1,
        capexUsdBn: 11,
        revenueUsdBn: 10,
        lastQuarter: '2026Q1',
        note: 'all of A',
      },
      { provider: 'B', intensity: undefined },
    ] as unknown as Parameters<typeof intensityFigure>[0];
    const figure = intensityFigure(facts);
    expect(isEmptyFigure(figure)).toBe(false);
    expect(figure.table.rows.map(({ cells }) => cells.map(pieceWords))).toEqual([
      ['A', '2026Q1', '11.0', '10.0', '110%'],
    ]);
  });

  it('have a row for each definition, which says no dates where it is ahead', () => {
    const row = raceTable(race)
      .rows.map(({ cells }) => cells.map(pieceWords))
      .find(([label]) => label === 'Microsoft Cloud');
    expect(row!.slice(3)).toEqual(['already', '', '', '', '']);
  });
});
