import type { Issue } from '../base/issue.ts';
import { bindInput, centralDraws, type Case } from '../case/index.ts';
import type { StudyCode } from './codes.ts';

/**
 * Faults of rights to power: one that is taken up by part, and a phase for which several are.
 *
 * Errors, `out-of-range`, at the share written.
 */
export function checkPowerOptions(study: Case): Issue[] {
  const phaseOf = study.maps['power.phase'];
  const given = study.inputs.get('power.taken');
  if (!phaseOf || !given || phaseOf.length === 0) return [];
  const { values } = bindInput(study, 'power.taken', centralDraws(study));
  const seen = new Set<number>();
  return given.flatMap((assumption, power): Issue[] => {
    const taken = values[power]!;
    const phase = phaseOf[power]!;
    const isSecond = taken > 0 && seen.has(phase);
    if (taken > 0) seen.add(phase);
    if (!isSecond && (taken === 0 || taken === 1)) return [];
    const name = study.labels['phase']![phase]!;
    return [
      {
        code: 'out-of-range' satisfies StudyCode,
        severity: 'error',
        message: isSecond
          ? `Two rights to power are taken up for ${name}.`
          : 'A right to power is taken up as a whole or not at all.',
        at: assumption.at,
        found: `${Number((100 * taken).toPrecision(6))}%`,
        expected: isSecond ? `0%, since another right powers ${name}` : '0% or 100%',
        fix: isSecond
          ? `lower ${assumption.path} or that of the other right`
          : 'divide the phase in two, each with rights of its own',
      },
    ];
  });
}
