/**
 * Matrix products over Float32Array, written the way a careful programmer would without SIMD: four results at
 * a time, so that the additions do not wait for each other.
 */

/** out = x w^T + b. Shapes: x [n, fanIn], w [units, fanIn], b [units], out [n, units]. */
export function linearForward(x, w, b, out, n, fanIn, units) {
  for (let row = 0; row < n; ++row) {
    const xAt = row * fanIn;
    const outAt = row * units;
    let j = 0;
    for (; j + 4 <= units; j += 4) {
      const w0 = j * fanIn;
      const w1 = w0 + fanIn;
      const w2 = w1 + fanIn;
      const w3 = w2 + fanIn;
      let sum0 = b[j];
      let sum1 = b[j + 1];
      let sum2 = b[j + 2];
      let sum3 = b[j + 3];
      for (let k = 0; k < fanIn; ++k) {
        const value = x[xAt + k];
        sum0 += value * w[w0 + k];
        sum1 += value * w[w1 + k];
        sum2 += value * w[w2 + k];
        sum3 += value * w[w3 + k];
      }
      out[outAt + j] = sum0;
      out[outAt + j + 1] = sum1;
      out[outAt + j + 2] = sum2;
      out[outAt + j + 3] = sum3;
    }
    for (; j < units; ++j) {
      let sum = b[j];
      for (let k = 0; k < fanIn; ++k) sum += x[xAt + k] * w[j * fanIn + k];
      out[outAt + j] = sum;
    }
  }
}

/** dx = d w. Shapes: d [n, units], w [units, fanIn], dx [n, fanIn]. */
export function linearBackwardInput(d, w, dx, n, fanIn, units) {
  for (let row = 0; row < n; ++row) {
    const dAt = row * units;
    const dxAt = row * fanIn;
    dx.fill(0, dxAt, dxAt + fanIn);
    let j = 0;
    for (; j + 4 <= units; j += 4) {
      const d0 = d[dAt + j];
      const d1 = d[dAt + j + 1];
      const d2 = d[dAt + j + 2];
      const d3 = d[dAt + j + 3];
      const w0 = j * fanIn;
      const w1 = w0 + fanIn;
      const w2 = w1 + fanIn;
      const w3 = w2 + fanIn;
      for (let k = 0; k < fanIn; ++k) {
        dx[dxAt + k] += d0 * w[w0 + k] + d1 * w[w1 + k] + d2 * w[w2 + k] + d3 * w[w3 + k];
      }
    }
    for (; j < units; ++j) {
      const d0 = d[dAt + j];
      for (let k = 0; k < fanIn; ++k) dx[dxAt + k] += d0 * w[j * fanIn + k];
    }
  }
}

/** dw = d^T x, db = column sums of d. Shapes: d [n, units], x [n, fanIn], dw [units, fanIn], db [units]. */
export function linearBackwardWeight(d, x, dw, db, n, fanIn, units) {
  dw.fill(0);
  db.fill(0);
  let row = 0;
  for (; row + 4 <= n; row += 4) {
    const x0 = row * fanIn;
    const x1 = x0 + fanIn;
    const x2 = x1 + fanIn;
    const x3 = x2 + fanIn;
    for (let j = 0; j < units; ++j) {
      const dAt = row * units + j;
      const d0 = d[dAt];
      const d1 = d[dAt + units];
      const d2 = d[dAt + 2 * units];
      const d3 = d[dAt + 3 * units];
      const dwAt = j * fanIn;
      for (let k = 0; k < fanIn; ++k) {
        dw[dwAt + k] += d0 * x[x0 + k] + d1 * x[x1 + k] + d2 * x[x2 + k] + d3 * x[x3 + k];
      }
      db[j] += d0 + d1 + d2 + d3;
    }
  }
  for (; row < n; ++row) {
    for (let j = 0; j < units; ++j) {
      const d0 = d[row * units + j];
      for (let k = 0; k < fanIn; ++k) dw[j * fanIn + k] += d0 * x[row * fanIn + k];
      db[j] += d0;
    }
  }
}
