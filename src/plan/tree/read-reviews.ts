import type { Issue, Outcome } from '../../base/issue.ts';
import { fail, ok } from '../../base/issue.ts';
import { periodIndex, periodLabel, type Calendar } from '../../time/index.ts';

/** When a plan is looked at again, and how finely the tree branches then. */
export interface Reviews {
  /** Periods at whose start reviews are, ascending. */
  readonly periods: readonly number[];
  /** Nodes into which each node is split, by review. */
  readonly branches: readonly number[];
}

export interface ReviewWishes {
  /** Periods or dates, such as `2027Q1` or `2027-03`; a date means the start of its period. */
  readonly reviews: readonly string[];
  /** Nodes by review, as the user wrote them; chosen from the number of scenarios unless given. */
  readonly branches?: readonly string[];
  readonly scenarios: number;
  readonly sampled: number;
}

/** Fewest scenarios in a last node: with one, the last stage would know the future. */
const leastLeaves = 2;

/**
 * Reads review dates and branches, and says all that is wrong with them. Places are columns of what was written after `--reviews`
 * or `--branches`. Issues: `date-malformed`, `date-outside-calendar`, `review-too-early`, `reviews-not-ascending`, `branches-not-understood`,
 * `tree-too-small`.
 *
 * @example readReviews({ reviews: ['2027Q1'], scenarios: 8, sampled: 200 }, quartersFrom2026).value // { periods: [4], branches: [2] }
 */
export function readReviews(wishes: ReviewWishes, calendar: Calendar): Outcome<Reviews> {
  const { reviews, scenarios, sampled } = wishes;
  const issues: Issue[] = [];
  const places = columnsOf(reviews);
  const periods = reviews.flatMap((text, i) => {
    const { value, issues: faults } = periodIndex(calendar, text);
    const at = { file: '--reviews', line: 1, column: places[i]! };
    issues.push(...faults.map((issue) => ({ ...issue, at })));
    if (value === 0) issues.push({ ...tooEarly(text, calendar), at });
    return value === undefined || value === 0 ? [] : [{ period: value, at, text }];
  });
  for (const [i, { period, at, text }] of periods.entries())
    if (i > 0 && period <= periods[i - 1]!.period)
      issues.push({ ...notAscending(text, periods, calendar), at });
  const count = reviews.length;
  const branches =
    wishes.branches === undefined
      ? Array.from({ length: count }, () => branchesFor(scenarios, count))
      : readBranches(wishes.branches, count, issues);
  if (issues.length === 0)
    issues.push(...checkSize(branches, { scenarios, sampled, isGiven: wishes.branches !== undefined }));
  return issues.length > 0 ? fail(...issues) : ok({ periods: periods.map(({ period }) => period), branches });
}

/** As many nodes at each review as scenarios in each last node, at least 2. */
function branchesFor(scenarios: number, reviews: number): number {
  const leavesOf = (count: number) =>
    Array.from({ length: reviews + 1 }, () => count).reduce((product, each) => product * each, 1);
  let branches = 2;
  while (leavesOf(branches + 1) <= scenarios) branches++;
  return branches;
}

function readBranches(texts: readonly string[], reviews: number, issues: Issue[]): number[] {
  const places = columnsOf(texts);
  const branches = texts.map((text, i) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= 1 && value <= 100 && text.trim() !== '') return value;
    issues.push({
      code: 'branches-not-understood',
      severity: 'error',
      message: 'The number of branches cannot be read.',
      at: { file: '--branches', line: 1, column: places[i]! },
      found: text.trim() === '' ? '(nothing)' : text.trim(),
      expected: 'a whole number from 1 to 100 for each review, such as 3,2',
    });
    return 1;
  });
  if (texts.length !== reviews)
    issues.push({
      code: 'branches-not-understood',
      severity: 'error',
      message: 'Branches and reviews are not of the same number.',
      at: { file: '--branches', line: 1, column: 1 },
      found: `${texts.length} for ${reviews} ${reviews === 1 ? 'review' : 'reviews'}`,
      expected: 'one number for each review',
    });
  return branches;
}

function checkSize(
  branches: readonly number[],
  {
    scenarios,
    sampled,
    isGiven,
  }: { readonly scenarios: number; readonly sampled: number; readonly isGiven: boolean },
): Issue[] {
  const nodes = branches.reduce((product, count) => product * count, 1);
  const needed = leastLeaves * nodes;
  if (scenarios >= needed && sampled >= scenarios) return [];
  const isFew = scenarios < needed;
  return [
    {
      code: 'tree-too-small',
      severity: 'error',
      message: isFew
        ? 'The tree has too few scenarios: a last node with a single one would know the future.'
        : 'The tree has more scenarios than paths to choose them from.',
      found: isFew
        ? `${scenarios} scenarios for ${nodes} last nodes`
        : `${scenarios} scenarios of ${sampled} paths`,
      expected: isFew
        ? `at least ${needed} scenarios, ${leastLeaves} in each last node`
        : `at least ${scenarios} sampled paths`,
      fix: isFew
        ? `write --scenarios ${needed}, or fewer ${isGiven ? '--branches' : '--reviews'}`
        : `write --sampled ${scenarios}, or fewer --scenarios`,
    },
  ];
}

function tooEarly(text: string, calendar: Calendar): Issue {
  const second = periodLabel(calendar, 1);
  return {
    code: 'review-too-early',
    severity: 'error',
    message: 'A review at the start of the calendar has seen nothing yet.',
    found: text.trim(),
    expected: `a date from ${second} to ${periodLabel(calendar, calendar.periods - 1)}`,
    fix: `write '${second}' or a later period`,
  };
}

function notAscending(
  text: string,
  periods: readonly { readonly period: number }[],
  calendar: Calendar,
): Issue {
  const sorted = [...new Set(periods.map(({ period }) => period))].toSorted((a, b) => a - b);
  return {
    code: 'reviews-not-ascending',
    severity: 'error',
    message: 'Reviews are written in the order of time, each period once.',
    found: text.trim(),
    expected: 'a period after that of the review before',
    fix: `write '${sorted.map((period) => periodLabel(calendar, period)).join(',')}'`,
  };
}

/** Columns at which texts start that stand in one line, with a comma between them. */
function columnsOf(texts: readonly string[]): number[] {
  let column = 1;
  return texts.map((text) => {
    const at = column;
    column += text.length + 1;
    return at;
  });
}
