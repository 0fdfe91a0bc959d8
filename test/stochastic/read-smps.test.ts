import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import { lpCodes } from '../../src/lp/index.ts';
import {
  readSmps,
  stochasticCodes,
  unpackChanges,
  type SmpsFiles,
  type SmpsOptions,
  type StochasticProgramme,
} from '../../src/stochastic/index.ts';
import { farmer } from './farmer.ts';
import { benders, read, wholeOptimum } from './support.ts';
import { core, time, tiny } from './tiny.ts';

/** Each node as `stage probability change…`. */
function show(programme: StochasticProgramme): string[] {
  const { core: model } = programme;
  return programme.nodes.map(({ stage, parent, probability, changes }) => {
    const texts = [...unpackChanges(changes)].map((change) => {
      if (change.kind === 'limits') return `${model.rowNames[change.row]}=${change.lower}..${change.upper}`;
      if (change.kind === 'cost') return `cost ${model.columnNames[change.column]}=${change.value}`;
      if (change.kind === 'bounds')
        return `${change.lower}<=${model.columnNames[change.column]}<=${change.upper}`;
      return `${model.columnNames[change.column]} in ${model.rowNames[change.row]}=${change.value}`;
    });
    return [`${stage} of ${parent}: ${Number(probability.toPrecision(6))}`, ...texts].join(' ');
  });
}

describe('readSmps', () => {
  it('combines INDEP numbers stage by stage, with and without the period', async () => {
    const programme = read(
      tiny(`INDEP         DISCRETE
    RHS       D1               4.0   SECOND         0.5
    RHS       D1               8.0   SECOND         0.5
* The set of right sides has another name here, and the period is left out.
    RIGHT     D2               6.0                  0.25
    RIGHT     D2              12.0                  0.75
`),
    );
    expect(show(programme)).toEqual([
      '0 of -1: 1',
      '1 of 0: 0.5 D1=4..Infinity',
      '1 of 0: 0.5 D1=8..Infinity',
      '2 of 1: 0.125 D2=6..Infinity',
      '2 of 1: 0.375 D2=12..Infinity',
      '2 of 2: 0.125 D2=6..Infinity',
      '2 of 2: 0.375 D2=12..Infinity',
    ]);
    // One more of x costs 10 and saves 30 in each period with the chance that it is needed: D1 > x with ½ below 8 and D2 > x
    // with ¾ from 6 to 12, so x = 12 (30 × 0.75 = 22.5 > 10 even alone): 120 with nothing bought.
    expect(await wholeOptimum(programme)).toBeCloseTo(120, 6);
  });

  it('takes what a block leaves out from its first realisation, and changes costs, coefficients and bounds', () => {
    const programme = read(
      tiny(`BLOCKS        DISCRETE
 BL B1        SECOND         0.6
    RHS       D1               7.0   D2               9.0
    Y1        COST            31.0
    X         D1               0.5
 UP BND       Y1              40.0
 BL B1        SECOND         0.4
    RHS       D1               3.0
`),
    );
    expect(show(programme)).toEqual([
      '0 of -1: 1',
      '1 of 0: 0.6 cost Y1=31 0<=Y1<=40 D1=7..Infinity D2=9..Infinity X in D1=0.5',
      '1 of 0: 0.4 cost Y1=31 0<=Y1<=40 D1=3..Infinity D2=9..Infinity X in D1=0.5',
      '2 of 1: 0.6',
      '2 of 2: 0.4',
    ]);
  });

  it('lets scenarios inherit from their parent, and a branch at the first period define the root', async () => {
    const programme = read(
      tiny(`SCENARIOS     DISCRETE
 SC S1        'ROOT'         0.5     FIRST
    RHS       CAP             50.0
    RHS       D1               4.0
    RHS       D2               6.0
 SC S2        S1             0.2     SECOND
    RHS       D1               9.0
 SC S3        S2             0.3     THIRD
    RHS       D2              20.0
`),
    );
    expect(show(programme)).toEqual([
      '0 of -1: 1 CAP=-Infinity..50',
      '1 of 0: 0.5 D1=4..Infinity D2=6..Infinity',
      '2 of 1: 0.5',
      '1 of 0: 0.5 D1=9..Infinity D2=6..Infinity',
      '2 of 3: 0.2',
      '2 of 3: 0.3 D1=9..Infinity D2=20..Infinity',
    ]);
    expect(programme.nodes.map((node) => node.name)).toEqual(['root', 'S1.1', 'S1', 'S2.1', 'S2', 'S3']);
    // x = 9 covers all but 11 of D2 in S3 (0.3 × 30 = 9 < 10 a unit); from 6 to 9 it saves 0.5 × 30 in D1 too.
    expect(await wholeOptimum(programme)).toBeCloseTo(90 + 0.3 * 30 * 11, 6);
  });

  it('takes probabilities raw or divided by their sum, and warns', async () => {
    const files = tiny(
      `INDEP DISCRETE
    RHS       D1               4.0                  0.5
    RHS       D1               8.0                  0.3
`,
    );
    const { issues } = readSmps(files);
    expect(issues.map(renderIssue)).toEqual([
      [
        'tiny.sto:1:1 warning smps-probability: The probabilities of RHS D1 do not add up to 1',
        '    found     0.8',
        '    expected  1',
        '    fix       choose raw or normalised probabilities; published optima may hold for either',
      ].join('\n'),
    ]);
    const chances = (options: SmpsOptions) => read(files, options).nodes.map((node) => node.probability);
    expect(chances({})).toEqual([1, 0.5, 0.3, 0.5, 0.3]);
    expect(chances({ probabilities: 'normalised' })).toEqual([
      1,
      0.625,
      expect.closeTo(0.375, 12),
      0.625,
      expect.closeTo(0.375, 12),
    ]);
  });

  it('draws a sample of two stages whose mean nears the whole', async () => {
    const draws = (count: number, seed: number) => read(farmerIndependent(), { sample: { count, seed } });
    expect(draws(50, 1)).toEqual(draws(50, 1));
    expect(draws(50, 1)).not.toEqual(draws(50, 2));
    const whole = await wholeOptimum(read(farmerIndependent()));
    const sampled = await benders(draws(100, 3));
    // The recourse has a standard deviation near 40,000 a scenario (yields ±20% of some 200,000), so 4,000 in the mean of
    // 100; four of those.
    expect(Math.abs(sampled.objective! - whole)).toBeLessThan(16_000);
  });

  it('reads ranges, senses, negative right sides of the objective and all kinds of bounds of a core', async () => {
    const rich = `NAME RICH
OBJSENSE
    MAX
ROWS
 N COST
 N SPARE
 E R1
 L R2
COLUMNS
 X COST 1 R1 1
 X R2 1
 M1 'MARKER' 'INTORG'
 Y COST 2 R2 1
 M2 'MARKER' 'INTEND'
 Z COST -1 R1 -1
 V COST 1 R2 1
RHS
 RHS COST -5 R1 2
 RHS R2 10.5
RANGES
 RNG R1 -1 R2 4
BOUNDS
 UP BND Z 3
 FR BND X
 BV BND V
ENDATA
`;
    const sto = 'SCENARIOS DISCRETE\n SC A ROOT 1.0 P2\n';
    const programme = read({
      core: { file: 'r.cor', text: rich },
      time: { file: 'r.tim', text: 'TIME R\nPERIODS\n X R1 P1\n V R2 P2\nENDATA\n' },
      stochastic: { file: 'r.sto', text: `STOCH R\n${sto}ENDATA\n` },
    });
    const { core: model } = programme;
    expect([model.sense, model.offset]).toEqual(['maximise', 5]);
    expect([...model.rowLower]).toEqual([1, 6.5]);
    expect([...model.rowUpper]).toEqual([2, 10.5]);
    expect(model.kinds).toEqual(['continuous', 'integer', 'continuous', 'integer']);
    expect([...model.columnLower]).toEqual([-Infinity, 0, 0, 0]);
    expect([...model.columnUpper]).toEqual([Infinity, Infinity, 3, 1]);
    // y is worth 2 of the 10.5: with x = 1.5 − … x − z ≥ 1 and z = 0, x ≥ 1: y = 9, x = 1.5, v = 0 or y = 8, v = 1, x = 1.5.
    expect(await wholeOptimum(programme)).toBeCloseTo(5 + 18 + 1.5, 6);
  });

  /** The farmer with each yield on its own: 27 scenarios. */
  function farmerIndependent(): SmpsFiles {
    const yields = [
      ['X1', 'WHEAT', 2.5],
      ['X2', 'CORN', 3],
      ['X3', 'BEETS', -20],
    ] as const;
    const lines = yields.flatMap(([column, row, mean]) =>
      [0.8, 1, 1.2].map((share) => `    ${column} ${row} ${share * mean} ${1 / 3}`),
    );
    const text = `STOCH FARMER\nINDEP DISCRETE\n${lines.join('\n')}\nENDATA\n`;
    return { ...farmer, stochastic: { file: 'farmer.sto', text } };
  }
});

describe('a faulty SMPS file', () => {
  const indep = (lines: string): SmpsFiles => tiny(`INDEP DISCRETE\n${lines}`);
  const cores = (from: string, to: string): SmpsFiles => tiny('', { core: core.replace(from, to) });
  const faults: readonly (readonly [
    code: string,
    what: string,
    files: SmpsFiles,
    place: string,
    options?: SmpsOptions,
  ])[] = [
    ['mps-syntax', 'an unknown section', cores('RHS\n', 'RIGHTS\n'), 'tiny.cor:12:1'],
    ['mps-syntax', 'no objective', cores(' N  COST\n', ''), 'tiny.cor:1:1'],
    ['mps-number', 'a word for a number', cores('10.0   CAP', 'ten    CAP'), 'tiny.cor:8:31'],
    [
      'mps-unknown-name',
      'a misspelt row',
      cores('D1               1.0   D2', 'D11              1.0   D2'),
      'tiny.cor:9:15',
    ],
    ['mps-duplicate', 'a row declared twice', cores(' G  D2\n', ' G  D1\n'), 'tiny.cor:6:5'],
    [
      'mps-bounds',
      'bounds that descend',
      cores('ENDATA', 'BOUNDS\n LO B X 2\n UP B X 1\nENDATA'),
      'tiny.cor:1:1',
    ],
    [
      'mps-negative-upper',
      'a lone upper bound below 0',
      cores('ENDATA', 'BOUNDS\n UP B X -1\nENDATA'),
      'tiny.cor:16:9',
    ],
    [
      'smps-syntax',
      'explicit periods',
      tiny('', { time: time.replace('PERIODS', 'PERIODS EXPLICIT') }),
      'tiny.tim:2:1',
    ],
    ['smps-syntax', 'a time file without periods', tiny('', { time: 'TIME\nENDATA\n' }), 'tiny.tim:1:1'],
    ['smps-syntax', 'a continuous distribution', tiny('INDEP NORMAL\n'), 'tiny.sto:2:7'],
    ['smps-syntax', 'numbers to be added', tiny('INDEP DISCRETE ADD\n'), 'tiny.sto:2:16'],
    ['smps-syntax', 'an entry before any block', tiny('BLOCKS DISCRETE\n RHS D1 1\n'), 'tiny.sto:3:2'],
    ['smps-syntax', 'an entry before any scenario', tiny('SCENARIOS DISCRETE\n RHS D1 1\n'), 'tiny.sto:3:2'],
    ['smps-number', 'a word for a probability', indep(' RHS D1 4.0 half\n'), 'tiny.sto:3:13'],
    ['smps-unknown-name', 'an unknown row', indep(' RHS D9 4.0 1\n'), 'tiny.sto:3:6'],
    ['smps-unknown-name', 'an unknown period', indep(' RHS D1 4.0 SECNOD 1\n'), 'tiny.sto:3:13'],
    [
      'smps-unknown-name',
      'an unknown parent',
      tiny('SCENARIOS DISCRETE\n SC A B 1 SECOND\n'),
      'tiny.sto:3:7',
    ],
    [
      'smps-unknown-name',
      'an unknown column in the time file',
      tiny('', { time: time.replace('Y1', 'Y9') }),
      'tiny.tim:4:5',
    ],
    [
      'smps-order',
      'a row with a later column',
      cores('Y2        COST            30.0   D2', 'Y2        COST            30.0   D1'),
      'tiny.cor:1:1',
    ],
    [
      'smps-order',
      'data known too late',
      tiny('BLOCKS DISCRETE\n BL B THIRD 1\n RHS D1 1\n'),
      'tiny.sto:4:2',
    ],
    [
      'smps-order',
      'two first periods',
      tiny('SCENARIOS DISCRETE\n SC A ROOT 0.5 FIRST\n RHS CAP 1\n SC B ROOT 0.5 FIRST\n RHS CAP 2\n'),
      'tiny.sto:5:5',
    ],
    ['smps-probability', 'chances of 0.9', indep(' RHS D1 4.0 0.9\n'), 'tiny.sto:1:1'],
    [
      'smps-size',
      'too many combinations',
      indep(' RHS D1 4.0 0.5\n RHS D1 5.0 0.5\n'),
      'tiny.sto:1:1',
      { mostNodes: 3 },
    ],
    [
      'smps-size',
      'a sample of three stages',
      indep(' RHS D1 4.0 1\n'),
      'tiny.sto:1:1',
      { sample: { count: 2, seed: 1 } },
    ],
  ];

  const named = faults.map((fault) => [fault[0], fault[1], fault] as const);
  it.each(named)('%s: %s is named with its place and a way out', (code, _, fault) => {
    const [, , files, place, options] = fault;
    const { value, issues } = readSmps(files, options);
    const issue = issues.find((each) => each.code === code)!;
    expect(issues.map((each) => each.code)).toContain(code);
    expect(`${issue.at!.file}:${issue.at!.line}:${issue.at!.column}`).toBe(place);
    expect(issue.message).not.toBe('');
    expect(
      [issue.found, issue.expected, issue.fix].filter((each) => each !== undefined).length,
    ).toBeGreaterThan(0);
    expect(value === undefined).toBe(issue.severity === 'error');
  });

  it('is known for every code', () => {
    const codes = [...Object.keys(lpCodes), ...Object.keys(stochasticCodes)];
    // The range of coefficients has its trigger in test/lp, checkpoints have theirs in checkpoint.test.ts.
    expect(codes.filter((code) => !faults.some(([each]) => each === code))).toEqual([
      'lp-coefficient-range',
      'checkpoint-damaged',
      'checkpoint-other',
    ]);
  });

  it('has all its faults found at once, and a near name suggested', () => {
    const { issues } = readSmps(indep(' RHS D9 4.0 1\n RHS D1 x 1\n RHS D1 4.0 SECNOD 1\n'));
    expect(issues.map((issue) => issue.code)).toEqual([
      'smps-unknown-name',
      'smps-number',
      'smps-unknown-name',
    ]);
    expect(issues[2]!.fix).toBe('did you mean SECOND?');
  });
});
