import { cleanText } from './clean-text.ts';
import { headlineEvents, shareText } from './chance.ts';
import { isOff } from './check-words.ts';
import { formatCount, previewWords } from './display.ts';
import { checkName } from './metric-words.ts';
import { headlineYear } from './read-metric.ts';
import type { RunResult } from './result-types.ts';
import { moneyTable, returnTable } from './terminal-tables.ts';
import { writeVerdict } from './verdict.ts';
import { wrapText } from './wrap-text.ts';

export interface TerminalOptions {
  /** Columns of the terminal; text and tables keep within it, down to 60. */
  readonly width: number;
  /** Whether ANSI colours may be used. */
  readonly color: boolean;
}

const leastWidth = 60;
const widestText = 100;

/**
 * Renders the headline answers of a run as text for a terminal: a verdict in words, then small tables by fiscal year
 * with medians and ranges P10–P90.
 *
 * @example renderTerminalSummary(result, { width: 100, color: false })
 */
export function renderTerminalSummary(result: RunResult, options: TerminalOptions): string {
  const width = Math.max(leastWidth, options.width);
  const paint = (code: number, text: string) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const textWidth = Math.min(width, widestText);
  const { provenance } = result;
  const head = [
    ...wrapText(plainText(provenance.case), textWidth).map((line) => paint(1, line)),
    ...wrapText(plainText(provenance.question), textWidth),
    ...wrapText(
      `As of ${plainText(provenance.asOf)}; ${formatCount(provenance.paths)} paths, seed ${provenance.seed}${previewWords(provenance)}. Medians with 80% ranges (P10–P90).`,
      textWidth,
    ).map((line) => paint(2, line)),
  ];
  const answers = writeVerdict(result).map(({ topic, sentence }) =>
    [
      ...wrapText(plainText(topic), textWidth).map((line) => paint(1, line)),
      ...wrapText(plainText(sentence), textWidth - 2).map((line) => `  ${line}`),
    ].join('\n'),
  );
  const tables = [moneyTable(result, width), returnTable(result, width)].filter(
    (table) => table !== undefined,
  );
  const off = result.checks
    .filter(isOff)
    .flatMap((check) =>
      wrapText(`! ${plainText(`${checkName(check)}, ${check.period}: ${check.sentence}`)}`, textWidth),
    );
  const blocks = [
    head.join('\n'),
    ...answers,
    ...riskBlock(result, textWidth),
    ...tables,
    off.map((line) => paint(33, line)).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** How often what one fears happens, one line each. */
function riskBlock(result: RunResult, width: number): string[] {
  const events = headlineEvents(result, headlineYear(result));
  if (events.length === 0) return [];
  const lines = events.flatMap((event) => {
    const when = event.period === 'horizon' ? '' : `, ${event.period}`;
    return wrapText(`${shareText(event)}: ${plainText(event.sentence)}${when}`, width - 2).map(
      (line) => `  ${line}`,
    );
  });
  return [
    ['What can go wrong: share of paths, with what chance in the paths leaves open', ...lines].join('\n'),
  ];
}

/** Text of a case on one line and without control characters, which could drive the terminal. */
function plainText(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}
