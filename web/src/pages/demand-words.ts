import type { DemandBreakEven, RunResult } from 'buildout';
import {
  displayFor,
  findMetric,
  formatRange,
  formatValue,
  labelWords,
  shareText,
  yearDisplay,
  yearEstimate,
  type Answer,
  type TableSpec,
} from 'buildout/view';

/** What demand asks for, how far it may fall, and how often it is not met, in words. */
export function demandVerdict(
  result: RunResult,
  year: string | undefined,
  found: DemandBreakEven | undefined,
): readonly Answer[] {
  const answers: Answer[] = [];
  const metric = findMetric(result, 'demand-mw');
  const wanted = year === undefined ? undefined : yearEstimate(metric, year);
  if (metric && wanted && year !== undefined) {
    const display = yearDisplay(metric);
    const range = formatRange(wanted.low, wanted.high, display);
    const limit = found ? ` ${breakEvenSentence(found, year)}` : '';
    answers.push({
      topic: 'What demand asks for',
      isLead: true,
      sentence: `Demand and contracts would take ${formatValue(wanted.mid, display)} of IT power in ${year} (80%: ${range}).${limit}`,
    });
  }
  if (found && year !== undefined) {
    const [nearest] = found.rows.filter(
      ({ segment, multiple }) => segment !== undefined && multiple !== undefined,
    );
    if (nearest && found.rows.length > 1)
      answers.push({
        topic: 'Which segment it hangs on most',
        sentence: `${labelWords(nearest.segment!)}: alone, it ${changeWords(nearest.multiple!)} before the same happens.`,
      });
  }
  const shortage = result.events?.find(({ kind, period }) => kind === 'shortage' && period === 'horizon');
  if (shortage)
    answers.push({
      topic: 'How often it is not met',
      sentence: `Share of paths on which ${shortage.sentence}: ${shareText(shortage)}.`,
    });
  return answers;
}

/** The break-even of all segments together, or of the only one. */
export function breakEvenSentence(
  { central, figure, unit, rows, between }: DemandBreakEven,
  year: string,
): string {
  const [row] = rows;
  if (!row) return 'It comes from contracts alone.';
  const display = displayFor(unit, central);
  const [now, goal] = [formatValue(central, display), formatValue(figure, display)];
  if (row.multiple === undefined) {
    const [low, high] = row.ends.map((each) => formatValue(each, display));
    return `Whatever open demand does between ${factor(between[0])} and ${factor(between[1])} of its forecast, ROIC (D2) in ${year} stays ${central >= figure ? 'above' : 'below'} the cost of capital of ${goal}: from ${low} to ${high}.`;
  }
  return `Open demand ${changeWords(row.multiple)} in every segment, contracts kept, before ROIC (D2) in ${year}, ${now} on the central path, ${central >= figure ? 'falls to' : 'reaches'} the cost of capital of ${goal}.`;
}

function changeWords(multiple: number): string {
  const percent = (100 * Math.abs(multiple - 1)).toFixed(0);
  return multiple < 1 ? `may fall by ${percent}%` : `must rise by ${percent}%`;
}

function factor(multiple: number): string {
  return multiple < 1 ? `${(100 * multiple).toFixed(0)}%` : `${multiple.toFixed(0)} times`;
}

/** How far each segment may fall or must rise, as a table. */
export function breakEvenTable(
  { unit, central, figure, rows, between }: DemandBreakEven,
  year: string,
): TableSpec {
  const display = displayFor(unit, central);
  return {
    caption: `The multiple of forecast volume at which ROIC (D2) in ${year} is ${formatValue(figure, display)}, on the central path, all else as it is.`,
    columns: [
      { title: 'Segment' },
      { title: 'Break-even', isNumber: true },
      { title: `ROIC at ${factor(between[0])}`, isNumber: true },
      { title: `ROIC at ${factor(between[1])}`, isNumber: true },
    ],
    rows: rows.map(({ segment, multiple, side, ends }) => ({
      cells: [
        segment === undefined ? 'all together' : labelWords(segment),
        multiple === undefined ? 'none in the range' : `${side} ${(100 * multiple).toFixed(0)}%`,
        ...ends.map((each) => formatValue(each, display)),
      ],
    })),
  };
}
