import type { Race, RaceAnswer, RaceDefinition } from '../market/index.ts';

/** One definition's answer in a sentence. */
export function raceSentence(race: Race, answer: RaceAnswer): string {
  const { label, followerUsdBn, leaderUsdBn, followerGrowth, leaderGrowth, never, p10, p50 } = answer;
  const sizes = `${label} $${followerUsdBn.toFixed(1)}bn (+${(100 * followerGrowth).toFixed(0)}%) against AWS $${leaderUsdBn.toFixed(1)}bn (+${(100 * leaderGrowth).toFixed(0)}%)`;
  if (answer.isAhead) return `${sizes}: larger already.`;
  const years = answer.constantYears;
  const constant =
    years === undefined ? 'never at constant rates' : `${years.toFixed(1)} years at constant rates`;
  const median =
    p50 === undefined ? 'in more than half of the paths not within the horizon' : `median ${p50}`;
  const early = p10 === undefined ? '' : `, one in ten by ${p10}`;
  return `${sizes}: ${constant}; ${median}${early}; not within ${race.years} years on ${(100 * never).toFixed(0)}% of paths.`;
}

/** Definitions of Microsoft's cloud, the widest first. */
const ofMicrosoft: readonly RaceDefinition[] = [
  'microsoft-cloud',
  'intelligent-cloud',
  'azure',
  'azure-without-openai',
];

/**
 * Whether Microsoft is ahead of AWS, by which definition, and when by the others; `undefined` where no definition has an answer.
 *
 * @example microsoftSentence(race) // 'As of 2026-08 Microsoft is ahead already by Microsoft Cloud ($214.4bn) …'
 */
export function microsoftSentence(race: Race): string | undefined {
  const found = ofMicrosoft.flatMap((definition) =>
    race.answers.filter((answer) => answer.definition === definition),
  );
  const [ahead, behind] = [found.filter(({ isAhead }) => isAhead), found.filter(({ isAhead }) => !isAhead)];
  const [first] = found;
  if (!first) return undefined;
  const size = ({ label, followerUsdBn }: RaceAnswer) => `${label} ($${followerUsdBn.toFixed(1)}bn)`;
  const aws = `AWS’s $${first.leaderUsdBn.toFixed(1)}bn`;
  const before = behind.map((answer) => `${size(answer)} ${whenWords(race, answer)}`);
  const start = `As of ${race.asOf} Microsoft is`;
  if (ahead.length === 0) return `${start} not ahead of ${aws} by any definition: ${before.join('; ')}.`;
  const rest = before.length === 0 ? '' : `, and not by the others: ${before.join('; ')}`;
  return `${start} ahead already by ${listed(ahead.map(size))} against ${aws}${rest}.`;
}

/** When one that is behind comes to be ahead: a median, or how often never. */
function whenWords({ years }: Race, { p50, p10, never }: RaceAnswer): string {
  const often = `never within ${years} years on ${(100 * never).toFixed(0)}% of paths`;
  if (p50 !== undefined) return `at the median in ${p50}, ${often}`;
  return p10 === undefined ? often : `one path in ten by ${p10}, ${often}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
