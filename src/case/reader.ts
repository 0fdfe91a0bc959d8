import type { Place } from '../base/issue.ts';
import { hashName } from '../base/hash-name.ts';
import type { Distribution } from '../num/index.ts';
import { readCsv } from '../table/index.ts';
import type { Table } from '../table/index.ts';
import type { Calendar } from '../time/index.ts';
import type { Dimension } from '../units/index.ts';
import type { Driver, Provenance, Source, Term } from './case.ts';
import type { DocMap } from './doc.ts';
import type { CaseFiles } from './load-layers.ts';
import { resolveFile } from './load-layers.ts';
import type { Report } from './report.ts';
import type { TextFault } from './value-text.ts';

/** What reading values needs, and what it gathers on the way. */
export interface Reader {
  readonly calendar: Calendar;
  readonly report: Report;
  readonly files: CaseFiles['files'];
  readonly sources: ReadonlyMap<string, Source>;
  /** The case's named drivers by name, without the prefix `drivers.`; `undefined` where one could not be read. */
  readonly named: Map<string, Driver | undefined>;
  /** Every uncertain number found so far, by name. */
  readonly drivers: Map<string, Driver>;
  /** Tables read so far by file name; `undefined` where one could not be read. */
  readonly tables: Map<string, Table | undefined>;
  /** What sections say of their values' origin, read once each. */
  readonly groups: Map<DocMap, Provenance>;
}

/** A certain distribution as a number, any other as a driver that is noted under a name. */
export function toTerm(
  distribution: Distribution,
  driver: Omit<Driver, 'distribution' | 'stream'>,
  reader: Reader,
): Term {
  if (distribution.kind === 'point') return { kind: 'number', value: distribution.value };
  reader.drivers.set(driver.name, makeDriver(distribution, driver));
  return { kind: 'driver', name: driver.name };
}

export function makeDriver(
  distribution: Distribution,
  driver: Omit<Driver, 'distribution' | 'stream'>,
): Driver {
  return { ...driver, distribution, stream: hashName(driver.name) };
}

/** Notes the fault of a value's text at its place. */
export function reportText(fault: TextFault, at: Place, reader: Reader): void {
  reader.report(fault.code, at, fault.message, fault);
}

/** A table beside the case, read once; its own faults are noted once, at the table's lines. */
export function findTable(name: string, at: Place, reader: Reader): Table | undefined {
  const file = resolveFile(at.file, name);
  if (reader.tables.has(file)) return reader.tables.get(file);
  const text = reader.files.get(file);
  if (text === undefined) {
    const tables = [...reader.files.keys()].filter((known) => known.endsWith('.csv'));
    reader.report('table-missing', at, 'The table was not given beside the case.', {
      found: file,
      expected: tables.join(', ') || 'a CSV file beside the case',
    });
    return undefined;
  }
  const table = readCsv(text, file);
  for (const issue of table.issues) reader.report('table-malformed', issue.at ?? at, issue.message, issue);
  reader.tables.set(file, table.value);
  return table.value;
}

/** The parts of provenance that were given, without keys for those that were not. */
export function provenanceOf(parts: {
  readonly [key in keyof Provenance]: Provenance[key] | undefined;
}): Provenance {
  return {
    ...(parts.source === undefined ? {} : { source: parts.source }),
    ...(parts.asOf === undefined ? {} : { asOf: parts.asOf }),
    ...(parts.tier === undefined ? {} : { tier: parts.tier }),
    ...(parts.note === undefined ? {} : { note: parts.note }),
    ...(parts.measured === undefined ? {} : { measured: parts.measured }),
  };
}

/** The dimension and unit text that a measure needs. */
export interface Measured {
  readonly dimension: Dimension;
  readonly unitText: string;
  readonly isDate: boolean;
}
