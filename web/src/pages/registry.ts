import type { Page } from './page.ts';

/** The pages in the order of the navigation; the script of each is loaded when it is first opened. */
export const pages: readonly Page[] = [
  {
    id: 'overview',
    title: 'Overview',
    decides:
      'Decide whether the programme as planned earns what its capital costs, and what to look into first.',
    live: [
      'capex',
      'it_mw',
      'net_ppe',
      'revenue',
      'ebit',
      'roic.d1',
      'roic.d2',
      'roic.d3',
      'roic.d4',
      'roic.d5',
      'roic.d6',
      'fcf.trough',
      'npv',
      'irr',
      'payback',
    ],
    load: async () => (await import('./overview.tsx')).Overview,
  },
  {
    id: 'demand',
    title: 'Demand',
    decides: 'Decide how much demand to build for, which signal you trust for it, and how far it may fall.',
    live: ['demand_mw', 'it_mw', 'open_demand', 'revenue'],
    load: async () => (await import('./demand.tsx')).Demand,
  },
  {
    id: 'build',
    title: 'Build',
    decides:
      'Decide whether the power under way meets what is wanted, and which phases would be missed most.',
    live: [
      'it_mw',
      'planned_mw',
      'facility_mw',
      'demand_mw',
      'shortfall_mw',
      'stranded_mw',
      'idle_mw',
      'late_mw',
    ],
    load: async () => (await import('./build.tsx')).Build,
  },
  {
    id: 'silicon',
    title: 'Silicon',
    decides: 'Decide which chips to buy for which work, and whether one of your own pays.',
    live: ['chip.mw', 'own_work', 'accelerator_work'],
    load: async () => (await import('./silicon.tsx')).Silicon,
  },
  {
    id: 'contracts',
    title: 'Contracts',
    decides: 'Decide which promises to keep, and whether the programme stands if a large buyer stops paying.',
    live: ['npv', 'roic.d2', 'revenue', 'backlog_total'],
    load: async () => (await import('./contracts.tsx')).Contracts,
  },
  {
    id: 'returns',
    title: 'Returns',
    decides:
      'Decide which definition of return your case stands on, and whether it clears the cost of capital in the year you ask about.',
    live: ['roic.d1', 'roic.d2', 'roic.d3', 'roic.d4', 'roic.d5', 'roic.d6', 'fcf', 'nopat', 'npv'],
    load: async () => (await import('./returns.tsx')).Returns,
  },
  {
    id: 'risk',
    title: 'Risk',
    decides: 'Decide how far an answer can be trusted: what moves it, and what must be true for it to hold.',
    live: [],
    load: async () => (await import('./risk.tsx')).Risk,
  },
  {
    id: 'plan',
    title: 'Plan',
    decides: 'Decide what to build, buy and sign, and which of it cannot wait another quarter.',
    live: [],
    load: async () => (await import('./plan.tsx')).Plan,
  },
  {
    id: 'race',
    title: 'Race',
    decides:
      'Decide which definition of a cloud you compare, and how much weight a forecast of who is larger can bear.',
    live: [],
    load: async () => (await import('./race.tsx')).Race,
  },
  {
    id: 'assumptions',
    title: 'Assumptions',
    decides: 'Decide which inputs you believe, and find evidence first for those that move the answer most.',
    live: ['roic.d1', 'roic.d2', 'npv', 'irr'],
    load: async () => (await import('./assumptions.tsx')).Assumptions,
  },
  {
    id: 'case',
    title: 'Case',
    decides:
      'Decide what the case says, line by line: every number, its unit, its range and where it comes from.',
    live: ['npv', 'irr', 'roic.d2'],
    isAlone: true,
    load: async () => (await import('./case-file.tsx')).CaseFile,
  },
];

/** The page of an address; the first where there is none of that name. */
export function pageOf(id: string): Page {
  return pages.find((page) => page.id === id) ?? pages[0]!;
}
