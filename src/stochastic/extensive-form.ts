import { ModelBuilder, type LpModel } from '../lp/index.ts';
import { changesAt, coefficientsByRow, membersByStage, rowTerms } from './stage-data.ts';
import type { StochasticProgramme } from './types.ts';

/** A programme as one model, and where each node's columns stand in it. */
export interface ExtensiveForm {
  readonly model: LpModel;
  /** By node: the number of each column of the node's stage, in the order of the core. */
  readonly columns: readonly Int32Array[];
}

/**
 * Writes a programme out over all nodes of its tree, costs times probability: one copy of a stage's rows and columns for each
 * of its nodes, so that decisions cannot depend on what is not yet known.
 */
export function buildExtensiveForm(programme: StochasticProgramme): ExtensiveForm {
  const { core, nodes, stageNames } = programme;
  const builder = new ModelBuilder({ name: programme.name, sense: core.sense });
  const stageColumns = membersByStage(programme.columnStage, stageNames.length);
  const stageRows = membersByStage(programme.rowStage, stageNames.length);
  // Number in the model of each core column, by node; looked up along the path to the root.
  const places: Map<number, number>[] = [];
  const columns: Int32Array[] = [];
  builder.addOffset(core.offset);
  for (const [n, node] of nodes.entries()) {
    const set = changesAt(programme, n);
    const suffix = node.parent < 0 ? '' : `@${node.name}`;
    const place = new Map<number, number>(node.parent < 0 ? [] : places[node.parent]!);
    const own = Int32Array.from(stageColumns[node.stage]!, (column) => {
      const cost = set.get(`c${column}`);
      const bounds = set.get(`b${column}`);
      const number = builder.addColumn(core.columnNames[column]! + suffix, {
        cost: node.probability * (cost?.kind === 'cost' ? cost.value : core.cost[column]!),
        lower: bounds?.kind === 'bounds' ? bounds.lower : core.columnLower[column]!,
        upper: bounds?.kind === 'bounds' ? bounds.upper : core.columnUpper[column]!,
        kind: core.kinds[column]!,
      });
      place.set(column, number);
      return number;
    });
    places.push(place);
    columns.push(own);
    const changed = coefficientsByRow(set);
    for (const row of stageRows[node.stage]!) {
      const limits = set.get(`l${row}`);
      const number = builder.addRow(core.rowNames[row]! + suffix, [], {
        lower: limits?.kind === 'limits' ? limits.lower : core.rowLower[row]!,
        upper: limits?.kind === 'limits' ? limits.upper : core.rowUpper[row]!,
      });
      for (const [column, value] of rowTerms(programme, row, changed)) {
        builder.addTerm(number, place.get(column)!, value);
      }
    }
  }
  return { model: builder.finish(), columns };
}
