/** A moment of an export, in UTC. */
export interface Instant {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
}

const form =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/**
 * Reads `2024-09-18 22:00:00`, `2024-09-18T22:00:00Z`, with an offset, a date alone, or Azure's `09/18/2024`; no offset
 * means UTC, as FOCUS has it. `undefined` for anything else.
 */
export function readInstant(text: string): Instant | undefined {
  const us = american.exec(text);
  if (us) return checked(Number(us[3]), Number(us[1]), Number(us[2]), 0);
  const parts = form.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour] = [1, 2, 3, 4].map((i) => Number(parts[i] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(parts[7] ?? '');
  const at = checked(year, month, day, hour);
  if (!at || !offset) return at;
  const minutes =
    Number(parts[5] ?? 0) - (offset[1] === '-' ? -1 : 1) * (60 * Number(offset[2]) + Number(offset[3]));
  return shiftHours(at, Math.floor(minutes / 60));
}

function checked(year: number, month: number, day: number, hour: number): Instant | undefined {
  const isReal =
    year >= 1990 &&
    year <= 2199 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysOf(year, month) &&
    hour <= 24;
  if (!isReal) return undefined;
  return hour === 24 ? shiftHours({ year, month, day, hour: 0 }, 24) : { year, month, day, hour };
}

function daysOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function shiftHours(at: Instant, hours: number): Instant {
  let { year, month, day } = at;
  let hour = at.hour + hours;
  while (hour < 0) {
    hour += 24;
    if (--day < 1) {
      if (--month < 1) [year, month] = [year - 1, 12];
      day = daysOf(year, month);
    }
  }
  while (hour >= 24) {
    hour -= 24;
    if (++day > daysOf(year, month)) {
      day = 1;
      if (++month > 12) [year, month] = [year + 1, 1];
    }
  }
  return { year, month, day, hour };
}
