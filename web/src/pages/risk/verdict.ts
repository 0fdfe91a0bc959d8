import type { AnswerSpread, BreakEven, BreakEvens } from 'buildout';
import {
  askedText,
  atLeastText,
  boundText,
  formatRange,
  formatValue,
  spreadDisplay,
  type Answer,
} from 'buildout/view';

/** The verdict on one answer: how often it meets what is asked for, and which number must hold for it to. */
export function riskVerdict(
  words: string,
  spread: AnswerSpread,
  found: BreakEvens | undefined,
): readonly Answer[] {
  const { p10, p50, p90, atLeast } = spread;
  const display = spreadDisplay(spread);
  const range = `${formatValue(p50, display)} at the median (80%: ${formatRange(p10, p90, display)})`;
  if (!atLeast)
    return [
      {
        topic: 'Where it lies',
        isLead: true,
        sentence: `${words} is ${range}. Say what it should be at least, and this page finds what must be true for that.`,
      },
    ];
  const figure = askedText(atLeast.figure, display);
  const lead = `${words} is at least ${figure} on ${atLeastText(atLeast)} of the paths; it is ${range}.`;
  return [
    { topic: 'How often', isLead: true, sentence: lead },
    ...(found ? mustHold(words, found, { figure, central: formatValue(found.central, display) }) : []),
  ];
}

function mustHold(
  words: string,
  { rows, central, figure }: BreakEvens,
  shown: { readonly figure: string; readonly central: string },
): readonly Answer[] {
  const [first, ...rest] = rows.filter(({ multiple }) => multiple !== undefined);
  const isMet = central >= figure;
  const start = `With every number at its median it is ${shown.central}`;
  if (!first) {
    const says = isMet ? 'stays at or above' : 'does not reach';
    return [
      {
        topic: 'What must hold',
        sentence: `${start}, and it ${says} ${shown.figure} whatever a single one of the numbers looked at does, from a fifth to five times its median.`,
      },
    ];
  }
  const list = rest.slice(0, 2).map(nameText);
  const next = list.length === 0 ? '' : ` Next: ${list.join('; ')}.`;
  const does = isMet ? `stays at or above ${shown.figure} as long as` : `would reach ${shown.figure} if`;
  return [
    {
      topic: isMet ? 'What must hold' : 'What would have to change',
      sentence: `${start}; ${words} ${does} ${nameText(first)} and all others are at their medians.${next}`,
    },
  ];
}

function nameText(row: BreakEven): string {
  const value = row.value === '' ? '' : `, that is ${row.value}`;
  return `${row.driver} is ${boundText(row)}${value} (assumed: ${row.text})`;
}
