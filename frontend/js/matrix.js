// A table with spanning cells as a plain matrix, and steps through it. No DOM here.

/** The table as rows of cells by column, spanning cells repeated where they reach. */
export function matrixOf(rows) {
  const matrix = rows.map(() => []);
  rows.forEach((cells, y) => {
    let x = 0;
    for (const { cell, rows: down = 1, columns = 1 } of cells) {
      while (matrix[y][x] !== undefined) x += 1;
      for (let dy = 0; dy < down && y + dy < matrix.length; dy += 1) for (let dx = 0; dx < columns; dx += 1) matrix[y + dy][x + dx] = cell;
      x += columns;
    }
  });
  return matrix;
}

/** The next different cell from (x, y) in a direction, or null at the edge. */
export function step(matrix, x, y, dx, dy) {
  const from = matrix[y][x];
  for (let nx = x + dx, ny = y + dy; matrix[ny]?.[nx] !== undefined; nx += dx, ny += dy) if (matrix[ny][nx] !== from) return { x: nx, y: ny };
  return null;
}
