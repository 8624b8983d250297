/**
 * Elementary functions that give the same bits on every JavaScript engine: `Math.exp` and its kin may differ from
 * engine to engine, while +, −, ×, ÷ and √ may not. Errors stay below one unit in the last place (ulp), those of
 * `expm1`, `tanh` and `atan2` below two.
 *
 * The polynomial coefficients and the argument reductions are those of fdlibm (Sun Microsystems, 1993); `log1p`
 * sums its polynomial in glibc's order, so that NumPy's ziggurat tails come out equal.
 */
export { atan, atan2 } from './elementary/arc-tangent.ts';
export { exp, expm1, tanh } from './elementary/exponential.ts';
export { log, log1p } from './elementary/logarithm.ts';
export { pow } from './elementary/power.ts';
export { cos, sin } from './elementary/trigonometry.ts';
