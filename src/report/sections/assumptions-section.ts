import type { Markup, Piece } from '../markup.ts';
import { markup, sourceLink } from '../markup.ts';
import type { ReportContext } from '../report-types.ts';
import type { AssumptionRow } from '../result-types.ts';
import { formatCount } from '../display.ts';
import { renderEmpty, renderTable } from '../table.ts';
import { tierWords } from '../tier-words.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';

const shownUnverified = 10;
const shownOpen = 30;

/** Every assumption with its source, sorted by what it does to the answer, then by how weak its evidence is. */
export function assumptionsSection(context: ReportContext): Section {
  const rows = sortAssumptions(context.result.assumptions);
  const body =
    rows.length === 0
      ? renderEmpty('assumptions', ['assumptions'])
      : bodyOf(
          unverifiedBlock(rows),
          markup`<h3>All assumptions</h3>`,
          tierCounts(rows, context.result.provenance.paths),
          allAssumptions(rows),
        );
  return { id: 'assumptions', title: 'What it rests on', body };
}

/** Largest absolute effect first, then the weakest tier, then by path. */
export function sortAssumptions(rows: readonly AssumptionRow[]): readonly AssumptionRow[] {
  const size = (row: AssumptionRow) => Math.abs(row.effect ?? 0);
  return [...rows].sort(
    (a, b) =>
      size(b) - size(a) || (b.tier ?? 5) - (a.tier ?? 5) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

function isUnverified(row: AssumptionRow): boolean {
  return row.tier === undefined || row.tier >= 3;
}

function unverifiedBlock(rows: readonly AssumptionRow[]): Markup {
  const moving = rows
    .filter((row) => isUnverified(row) && Math.abs(row.effect ?? 0) > 0)
    .slice(0, shownUnverified);
  if (moving.length === 0) {
    return markup`<h3>Which unverified inputs matter most</h3>\n<p>No uncertain input of tier 3 or 4, or without a tier, moves the answer.</p>`;
  }
  const first = moving[0]!;
  return markup`<h3>Which unverified inputs matter most</h3>
<p>Of the inputs that rest on an estimate or a guess, <code>${first.path}</code> moves the answer most (rank correlation ${effectText(first.effect)}). Better evidence is worth most here.</p>
<div class="ledger">${renderTable({
    caption: 'Uncertain inputs of tier 3, tier 4 or no tier, by effect.',
    columns: [
      { title: 'Assumption' },
      { title: 'As written' },
      { title: 'Tier' },
      { title: 'Source' },
      { title: 'Effect' },
    ],
    rows: moving.map((row) => ({
      cells: [pathCell(row), writtenCell(row), tierBadge(row.tier), sourceCell(row), effectBar(row.effect)],
    })),
  })}</div>`;
}

/** Standard errors that a rank correlation of unrelated numbers stays within on 95 of 100 runs. */
const chanceErrors = 1.96;

function tierCounts(rows: readonly AssumptionRow[], paths: number): Markup {
  const chance = Math.min(1, chanceErrors / Math.sqrt(Math.max(1, paths - 1)));
  const counts = [1, 2, 3, 4].map((tier) => {
    const count = rows.filter((row) => row.tier === tier).length;
    return markup`<li>${tierBadge(tier)} ${tierWords[tier]}: ${count}</li>`;
  });
  const none = rows.filter((row) => row.tier === undefined).length;
  return markup`<ul class="legend">${counts}<li>${tierBadge(undefined)} no evidence named: ${none}</li></ul>
<p class="quiet">Effect is the rank correlation of an uncertain input with the headline metric over paths, from −1 to +1: a bar to the right lifts the answer, a bar to the left lowers it. A certain input has none. With ${formatCount(paths)} paths, an effect within ±${chance.toFixed(2)} can be chance.</p>`;
}

function allAssumptions(rows: readonly AssumptionRow[]): Markup {
  const first = rows.slice(0, shownOpen);
  const rest = rows.slice(shownOpen);
  const order = 'by size of effect and then by weakness of evidence';
  if (rest.length === 0) return assumptionTable(first, `${rows.length} assumptions, ${order}.`);
  return markup`${assumptionTable(first, `The first ${first.length} of ${rows.length} assumptions, ${order}.`)}
<details><summary>The other ${rest.length} assumptions</summary>${assumptionTable(rest, `The other ${rest.length} assumptions, in the same order.`)}</details>`;
}

function assumptionTable(rows: readonly AssumptionRow[], caption: string): Markup {
  return markup`<div class="ledger">${renderTable({
    caption,
    columns: [
      { title: 'Assumption' },
      { title: 'As written' },
      { title: 'Tier' },
      { title: 'Source' },
      { title: 'Effect' },
      { title: 'Alternatives and notes' },
    ],
    rows: rows.map((row) => ({
      cells: [
        pathCell(row),
        writtenCell(row),
        tierBadge(row.tier),
        sourceCell(row),
        row.isUncertain ? effectBar(row.effect) : markup`<span class="quiet">certain</span>`,
        alternatives(row),
      ],
    })),
  })}</div>`;
}

/** A path that may break after its dots and underscores, and nowhere else. */
function breakable(path: string): readonly Piece[] {
  return path.split(/(?<=[._])/).flatMap((part, i) => (i === 0 ? [part] : [markup`<wbr>`, part]));
}

function pathCell(row: AssumptionRow): Markup {
  return markup`<span class="wide"><code>${breakable(row.path)}</code><br>${row.sentence} <span class="quiet">${row.at}</span></span>`;
}

/** The value as written; its unit follows where the text does not end in it. */
function writtenCell({ text, unit }: AssumptionRow): Markup {
  const isSaid = unit === '' || unit === 'ratio' || text.includes(unit);
  return markup`<span class="written">${text}${isSaid ? undefined : markup` <span class="quiet">${unit}</span>`}</span>`;
}

function sourceCell({ source, url, asOf }: AssumptionRow): Markup {
  const date = asOf === undefined ? undefined : markup` <span class="quiet">as of ${asOf}</span>`;
  const name = source === undefined ? markup`<span class="quiet">none given</span>` : sourceLink(source, url);
  return markup`<span class="source">${name}${date}</span>`;
}

function tierBadge(tier: number | undefined): Markup {
  if (tier === undefined) return markup`<span class="tier tier-4">no tier</span>`;
  return markup`<span class="tier tier-${tier}" title="${tierWords[tier] ?? ''}">tier ${tier}</span>`;
}

function effectText(effect: number | undefined): string {
  if (effect === undefined) return '–';
  const digits = effect.toFixed(2).replace('-', '−');
  return effect > 0 ? `+${digits}` : digits;
}

/** A bar from the middle: right for an input that lifts the answer, left for one that lowers it. */
function effectBar(effect: number | undefined): Markup {
  if (effect === undefined || !Number.isFinite(effect)) return markup`–`;
  const width = Math.round(Math.min(1, Math.abs(effect)) * 50);
  return markup`<span class="k"><span class="bar" aria-hidden="true"><i${effect < 0 ? markup` class="down"` : undefined} style="width:${width}%"></i></span> ${effectText(effect)}</span>`;
}

function alternatives(row: AssumptionRow): Markup {
  const items = row.alternatives.map(
    ({ text, source }) => `${text}${source === undefined ? '' : ` (${source})`}`,
  );
  const note = row.note ?? '';
  if (items.length === 0 && note === '') return markup`–`;
  return markup`<span class="note">${items.length > 0 ? `Or: ${items.join('; ')}. ` : ''}${note}</span>`;
}
