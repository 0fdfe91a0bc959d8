import { previewWords } from './display.ts';
import { markup, trusted } from './markup.ts';
import type { ReportContext, ReportOptions } from './report-types.ts';
import type { RunResult } from './result-types.ts';
import { assumptionsSection } from './sections/assumptions-section.ts';
import { capacitySection } from './sections/capacity-section.ts';
import { capexSection } from './sections/capex-section.ts';
import { cashSection } from './sections/cash-section.ts';
import { chainSection } from './sections/chain-section.ts';
import { checksSection } from './sections/checks-section.ts';
import { contractsSection } from './sections/contracts-section.ts';
import { renderHeadline } from './sections/headline.ts';
import { methodSection } from './sections/method-section.ts';
import { planSection } from './sections/plan-section.ts';
import { revenueSection } from './sections/revenue-section.ts';
import { riskSection } from './sections/risk-section.ts';
import { roicSection } from './sections/roic-section.ts';
import { renderSection } from './sections/section.ts';
import { signalsSection } from './sections/signals-section.ts';
import { statementsSection } from './sections/statements-section.ts';
import { theme } from './theme.ts';

const sectionsInOrder = [
  capexSection,
  capacitySection,
  chainSection,
  revenueSection,
  statementsSection,
  roicSection,
  cashSection,
  contractsSection,
];
const lastSections = [checksSection, assumptionsSection, methodSection];

/**
 * Renders a run as one HTML file that needs no network and no script: verdict, charts, statements, checks,
 * assumptions and provenance. All text of the case is escaped; sections without data say what is missing.
 *
 * `document` draws the charts: pass `parseHTML('<html></html>').document` of linkedom, or a browser's own.
 *
 * @example renderReport(result, { document, capexColumns }) // '<!doctype html>…'
 */
export function renderReport(result: RunResult, options: ReportOptions): string {
  const { document, capexColumns = [], claims = [], tornadoes = [], land } = options;
  const context: ReportContext = { result, document, capexColumns, claims, land };
  const sections = [
    ...(options.plan ? [planSection(context, options.plan)] : []),
    ...sectionsInOrder.flatMap((make) =>
      make === capacitySection && options.signals
        ? [signalsSection(context, options.signals), make(context)]
        : [make(context)],
    ),
    ...(tornadoes.length > 0 ? [riskSection(context, tornadoes)] : []),
    ...lastSections.map((make) => make(context)),
  ];
  const links = sections.map(({ id, title }, i) => markup`<a href="#${id}">${i + 1}. ${title}</a>\n`);
  const { provenance } = result;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Buildout ${provenance.version}">
<title>${provenance.case}: capacity and capital</title>
<style>${trusted(theme)}</style>
</head>
<body>
${renderHeadline(result)}
<nav aria-label="Sections">${links}</nav>
<main>
${sections.map((section, i) => renderSection(section, i + 1))}
</main>
<footer>Buildout ${provenance.version} · case ${provenance.caseHash.slice(0, 12)} · seed ${provenance.seed} · ${provenance.paths} paths${previewWords(provenance)}. Planning software; not investment advice.</footer>
</body>
</html>
`.markup;
}
