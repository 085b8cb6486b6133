import { angularModulations, type ResponseTable } from './angular-modulation.ts';

export interface BalancedTable {
  readonly table: ResponseTable;
  /** What the responses to every condition were multiplied by. */
  readonly factors: readonly number[];
}

/**
 * Scales the responses so that every condition has the same power of modulation, averaged over the
 * units of the layer (each unit counted alike). The factors are common to all units, so a family
 * stays one.
 *
 * Without this, large stimuli decide alone which units are alike. An edge moves far more light than
 * a line, and to an edge every linear unit answers with its kernel's first moment, a cosine of the
 * angle: rectified, any two units are then turned copies of each other, even with random weights.
 *
 * @param leastPower share of an average condition's power below which a condition is not raised
 *   further: what drives no unit is left weak
 */
export function balanceConditions(table: ResponseTable, leastPower = 0.01): BalancedTable {
  const { conditions, angles, values } = table;
  const power = new Array<number>(conditions).fill(0);
  const active = angularModulations(table);
  for (const { modulation } of active) {
    modulation.forEach((value, i) => {
      const condition = Math.floor(i / angles);
      power[condition] = power[condition]! + (value * value * conditions) / active.length;
    });
  }
  const factors = power.map((share) => 1 / Math.sqrt(Math.max(share, leastPower)));
  const balanced = values.map((value, i) => value * factors[Math.floor(i / angles) % conditions]!);
  return { table: { ...table, values: balanced }, factors };
}
