// arctan of 1/2, 1, 3/2 and ∞, each in two parts.
const CENTRES = [0.4636476090008061, 0.7853981633974483, 0.982793723247329, Math.PI / 2];
const CENTRES_LOW = [
  2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17,
];
const PI_LOW = 2 * 6.123233995736766e-17;

/** 1 − arctan(t)/t for |t| ≤ 7/16, as an even and an odd polynomial that a processor can sum side by side. */
function series(t: number): number {
  const z = t * t;
  const w = z * z;
  return (
    z *
      (0.3333333333333293 +
        w *
          (0.14285714272503466 +
            w *
              (0.09090887133436507 +
                w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782))))) +
    w *
      (-0.19999999999876483 +
        w *
          (-0.11111110405462356 +
            w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916))))
  );
}

/** Angle in radians, in [−π/2, π/2], of a given tangent. */
export function atan(x: number): number {
  const a = Math.abs(x);
  if (Number.isNaN(x) || a < 2 ** -27) return x;
  if (a < 7 / 16) return x - x * series(x);
  // arctan x = arctan c + arctan((x − c)/(1 + c·x)) for the nearest centre c.
  let angle: number;
  if (a < 11 / 16) angle = around(0, (2 * a - 1) / (2 + a));
  else if (a < 19 / 16) angle = around(1, (a - 1) / (a + 1));
  else if (a < 39 / 16) angle = around(2, (a - 1.5) / (1 + 1.5 * a));
  else angle = around(3, -1 / a);
  return x < 0 ? -angle : angle;
}

function around(centre: number, t: number): number {
  return CENTRES[centre]! - (t * series(t) - CENTRES_LOW[centre]! - t);
}

/** Angle in radians, in [−π, π], from the x axis to the point (x, y), with the special cases of `Math.atan2`. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const left = x < 0 || Object.is(x, -0);
  const below = y < 0 || Object.is(y, -0);
  const [across, up] = [Math.abs(x), Math.abs(y)];
  let angle: number; // in the first quadrant
  if (up === 0) angle = 0;
  else if (across === 0) angle = Math.PI / 2;
  else if (across === Number.POSITIVE_INFINITY) angle = up === across ? Math.PI / 4 : 0;
  else angle = atan(up / across);
  if (left) angle = Math.PI - (angle - PI_LOW);
  return below ? -angle : angle;
}
