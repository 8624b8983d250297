/** Quantiles for confidence intervals. They serve reports and must not feed a simulation. */

/**
 * z such that a standard normal variable lies within ±z with probability `level`.
 *
 * @throws RangeError unless 0 < level < 1
 */
export function normalHalfWidth(level: number): number {
  return halfWidth(level, centralNormal);
}

/**
 * t such that a Student variable lies within ±t with probability `level`.
 *
 * @param degrees degrees of freedom, a positive whole number
 * @throws RangeError for other degrees, or unless 0 < level < 1
 */
export function studentHalfWidth(level: number, degrees: number): number {
  if (!(Number.isInteger(degrees) && degrees > 0)) {
    throw new RangeError(`degrees: expected a positive whole number, received ${degrees}`);
  }
  return halfWidth(level, (t) => centralStudent(t, degrees));
}

/** Inverts the probability of lying within ±x, which rises from 0 to 1, by bisection to the last bit. */
function halfWidth(level: number, central: (x: number) => number): number {
  if (!(level > 0 && level < 1))
    throw new RangeError(`level: expected a number in (0, 1), received ${level}`);
  let low = 0;
  let high = 1;
  while (central(high) < level) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (central(middle) < level) low = middle;
    else high = middle;
  }
}

/** P(|X| < x) of a standard normal X: √(2/π) e^(−x²/2) (x + x³/3 + x⁵/(3·5) + …), all terms positive. */
function centralNormal(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; term > sum * Number.EPSILON; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return Math.sqrt(2 / Math.PI) * Math.exp((-x * x) / 2) * sum;
}

/** P(|T| < t) of a Student T: the finite series in θ = atan(t/√ν) of Abramowitz & Stegun, 26.7.3 and 26.7.4. */
function centralStudent(t: number, degrees: number): number {
  const theta = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(theta);
  const odd = degrees % 2 === 1;
  // Terms cosᵏθ for k = 0, 2, 4, … (even ν) or 1, 3, 5, … (odd ν), up to k = ν − 2.
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let power = odd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= ((power - 1) / power) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}
