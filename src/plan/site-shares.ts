import { evaluateFrame, type Frame } from './frame.ts';
import { emptyPoint, fixedShares, inputsOf } from './point.ts';

/** Share of a pool's installations of a chip that goes to a site in a period and scenario. */
export type SiteShares = (chip: number, site: number, period: number, scenario: number) => number;

/**
 * Sites of a pool take chips in proportion to the power that phases bring them until then, all phases built: a plan that
 * pools its sites does not choose among them. A pool of one site has the share 1.
 */
export function shareSites(frame: Frame): SiteShares {
  if (frame.pools.every((pool) => pool.length === 1)) return () => 1;
  const { sizes } = frame;
  const { included } = fixedShares(frame);
  const { builders } = sizes;
  frame.options.forEach(({ isFree, wait, power }, o) => {
    if (isFree) included.fill(wait === 0 && power < 0 ? 1 : 0, o * builders, (o + 1) * builders);
  });
  const get = evaluateFrame(frame, inputsOf({ ...emptyPoint(sizes), included }), ['it_mw_by_site']);
  const ready = get('it_mw_by_site');
  const poolOf = Array.from({ length: sizes.sites }, (_, site) =>
    frame.pools.find((pool) => pool.includes(site))!,
  );
  return (_, site, t, s) => {
    let total = 0;
    for (const other of poolOf[site]!) total += ready(other, t, s);
    return total > 0 ? ready(site, t, s) / total : 1 / poolOf[site]!.length;
  };
}
