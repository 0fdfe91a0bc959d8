/** Exit codes of every command. */
export const exitCodes = { ok: 0, caseFaults: 1, usage: 2, noPlan: 3, stopped: 4, bug: 70 } as const;
