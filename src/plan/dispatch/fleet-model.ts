import { ModelBuilder, type LpModel } from '../../lp/index.ts';
import { addCapital, type SpendingYear } from '../blocks/capital.ts';
import { addDelivery } from '../blocks/delivery.ts';
import { addLots } from '../blocks/lots.ts';
import { addPower } from '../blocks/power.ts';
import { addRetirement } from '../blocks/retirement.ts';
import { addStarts } from '../blocks/starts.ts';
import { addWorking } from '../blocks/working.ts';
import { addColumns, type Columns } from '../columns.ts';
import type { Frame } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';
import { nameThings } from '../names.ts';

/** The fleet of a plan, one for all scenarios: a programme that minimises, without its prices. */
export interface FleetModel {
  readonly lp: LpModel;
  /** Columns by what they stand for, in whichever scenario is asked. */
  readonly columns: Columns;
}

/** Lays out the fleet: starts, contracts, orders, installation, chips at work, power; `capital` holds the limits of spending. */
export function buildFleet(
  frame: Frame,
  facts: Facts,
  capital: readonly { readonly frame: Frame; readonly years: readonly SpendingYear[] }[],
): FleetModel {
  const lp = new ModelBuilder({ name: 'fleet', sense: 'minimise' });
  const columns = sharedColumns(addColumns(lp, frame, facts, { isFleetAlone: true }));
  const workshop = { frame, facts, names: nameThings(frame), lp, columns };
  addStarts(workshop);
  addLots(workshop);
  addDelivery(workshop);
  addRetirement(workshop);
  addWorking(workshop);
  addPower(workshop);
  for (const { frame: block, years } of capital)
    addCapital({ ...workshop, frame: block, names: nameThings(block) }, years);
  return { lp: lp.finish(), columns };
}

/** The columns of the one scenario that a fleet is laid out for, whichever is asked for. */
function sharedColumns(columns: Columns): Columns {
  return {
    ...columns,
    order: (k, t) => columns.order(k, t, 0),
    lots: (k, t) => columns.lots(k, t, 0),
    install: (k, g, t) => columns.install(k, g, t, 0),
    retire: (r, g, t) => columns.retire(r, g, t, 0),
    working: (k, g, t) => columns.working(k, g, t, 0),
    sellable: (k, t) => columns.sellable(k, t, 0),
    waiting: (k, t) => columns.waiting(k, t, 0),
    open: () => -1,
    contract: () => -1,
    unserved: () => -1,
    topUp: () => -1,
    option: (o) => columns.option(o, 0),
  };
}
