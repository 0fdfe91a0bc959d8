import { bandText, checkDisplay, isOff } from '../check-words.ts';
import { formatValue } from '../display.ts';
import type { Markup, Piece } from '../markup.ts';
import { markup } from '../markup.ts';
import { checkName } from '../metric-words.ts';
import type { ReportClaim, ReportContext } from '../report-types.ts';
import type { Check } from '../result-types.ts';
import { renderEmpty, renderTable } from '../table.ts';
import { eventsBlock } from './events-block.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';

const kinds = [
  {
    kind: 'band',
    title: 'Sanity bands',
    words:
      'Figures of the run against ranges that practice or filings suggest. Outside a band is a question and not an error.',
    band: 'Band',
  },
  {
    kind: 'actual',
    title: 'Actuals against the case',
    words:
      'What the case said at its date, beside what was reported afterwards. The case is not changed by it.',
    band: 'The case’s range',
  },
  {
    kind: 'expectation',
    title: 'Expectations',
    words: 'Values that the author of the case expects.',
    band: 'Expected',
  },
  {
    kind: 'tie',
    title: 'Ties',
    words: 'Identities of the books that must hold on every path, to rounding.',
    band: 'Allowed',
  },
] as const;

export function checksSection(context: ReportContext): Section {
  const blocks = kinds.map(({ kind, title, words, band }) => {
    const checks = context.result.checks.filter((check) => check.kind === kind);
    if (checks.length === 0) return renderEmpty(title.toLowerCase(), [`checks of kind ${kind}`]);
    return markup`<h3>${title}</h3>\n<p>${words}</p>\n${checkTable(title, band, checks)}`;
  });
  return {
    id: 'checks',
    title: 'Whether to believe it',
    body: bodyOf(eventsBlock(context.result), blocks, claimBlock(context.claims)),
  };
}

function checkTable(title: string, band: string, checks: readonly Check[]): Markup {
  return renderTable({
    caption: `${title}: ${checks.length}, of which ${checks.filter(isOff).length} off.`,
    columns: [
      { title: 'Check' },
      { title: 'Period' },
      { title: 'Value', isNumber: true },
      { title: band, isNumber: true },
      { title: 'Verdict' },
      { title: 'In words' },
      { title: 'Source' },
    ],
    rows: checks.map((check) => ({
      cells: [
        checkName(check),
        periodCell(check.period),
        formatValue(check.value, checkDisplay(check)),
        bandText(check) || '–',
        statusBadge(check),
        check.sentence,
        check.source ?? check.at ?? '–',
      ],
      ...(isOff(check) ? { style: 'flagged' as const } : {}),
    })),
  });
}

const longPeriod = 14;

/** A period in words, such as that of a tie, keeps room for two words a line. */
function periodCell(period: string): Piece {
  return period.length > longPeriod ? markup`<span class="span">${period}</span>` : period;
}

function statusBadge(check: Check): Piece {
  if (check.status === 'pass') return markup`<span class="good">✓ holds</span>`;
  if (check.status === 'note') return 'note';
  return markup`<span class="flag">⚑ ${check.status === 'fail' ? 'fails' : 'outside'}</span>`;
}

function claimBlock(claims: readonly ReportClaim[]): Markup | undefined {
  if (claims.length === 0) return undefined;
  const counts = [...new Set(claims.map(({ verdict }) => verdict))].map(
    (verdict) => `${claims.filter((claim) => claim.verdict === verdict).length} ${verdict}`,
  );
  return markup`<h3>Published claims, checked</h3>
<p>${claims.length} claims: ${counts.join(', ')}.</p>
<details><summary>All claims</summary>${renderTable({
    caption: 'Claims as stated, and what was found.',
    columns: [
      { title: 'Claim' },
      { title: 'Stated' },
      { title: 'Found' },
      { title: 'Verdict' },
      { title: 'Because' },
    ],
    rows: claims.map((claim) => ({
      cells: [
        claim.claim,
        `${claim.stated.text} ${claim.stated.unit}`,
        foundText(claim),
        claim.verdict,
        claim.because,
      ],
      ...(claim.verdict === 'contradicted' ? { style: 'flagged' as const } : {}),
    })),
  })}</details>`;
}

function foundText({ found, unit }: ReportClaim): string {
  if (found === undefined) return '–';
  return typeof found === 'string' ? found : `${Math.round(found * 1000) / 1000} ${unit}`;
}
