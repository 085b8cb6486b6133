/**
 * The linear sum assignment: one column for every row, no column twice, of least total cost. Shortest
 * augmenting paths with dual prices, O(n³) (Jonker and Volgenant 1987; the form of Crouse 2016).
 *
 * @param cost row-major size × size, finite
 * @returns the column of every row
 * @throws RangeError where the matrix is not size × size or holds a value that is not finite
 */
export function assign(cost: Float64Array, size: number): Int32Array {
  if (cost.length !== size * size) {
    throw new RangeError(`expected ${String(size * size)} costs, found ${String(cost.length)}`);
  }
  if (!cost.every(Number.isFinite)) throw new RangeError('expected finite costs');
  const rowPrice = new Float64Array(size);
  const columnPrice = new Float64Array(size);
  const columnOf = new Int32Array(size).fill(-1);
  const rowOf = new Int32Array(size).fill(-1);
  const distance = new Float64Array(size);
  const before = new Int32Array(size);
  const scanned = new Uint8Array(size);
  for (let start = 0; start < size; start++) {
    distance.fill(Infinity);
    scanned.fill(0);
    let row = start;
    let shortest = 0;
    let free = -1;
    while (free < 0) {
      let nearest = -1;
      for (let column = 0; column < size; column++) {
        if (scanned[column]) continue;
        const reduced = cost[row * size + column]! - rowPrice[row]! - columnPrice[column]!;
        if (shortest + reduced < distance[column]!) {
          distance[column] = shortest + reduced;
          before[column] = row;
        }
        if (nearest < 0 || distance[column]! < distance[nearest]!) nearest = column;
      }
      shortest = distance[nearest]!;
      scanned[nearest] = 1;
      if (rowOf[nearest]! < 0) free = nearest;
      else row = rowOf[nearest]!;
    }
    rowPrice[start] = rowPrice[start]! + shortest;
    for (let column = 0; column < size; column++) {
      if (!scanned[column] || column === free) continue;
      const gained = shortest - distance[column]!;
      const owner = rowOf[column]!;
      rowPrice[owner] = rowPrice[owner]! + gained;
      columnPrice[column] = columnPrice[column]! - gained;
    }
    for (let column = free; ;) {
      const owner = before[column]!;
      const left = columnOf[owner]!;
      rowOf[column] = owner;
      columnOf[owner] = column;
      if (owner === start) break;
      column = left;
    }
  }
  return columnOf;
}
