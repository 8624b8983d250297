/** A pen that is drawn towards the point that the hand aims at, with inertia, in three dimensions: x, y, and the pressure on the paper. */
export class Pen {
  /** x and y on the page, and the pressure: the pen writes where it is above ½. */
  readonly at = new Float64Array(3);
  readonly #velocity = new Float64Array(3);
  readonly #inertiaMs: number;

  /** @param inertiaMs time constant, ms; 0: the pen is where the hand aims */
  constructor(inertiaMs: number) {
    this.#inertiaMs = inertiaMs;
  }

  get writes(): boolean {
    return this.at[2]! > 0.5;
  }

  /** Lifts the pen and puts it to rest above a point. */
  place(x: number, y: number): void {
    this.at.set([x, y, 0]);
    this.#velocity.fill(0);
  }

  /**
   * One ms towards an aim, critically damped: v ← v + (aim − p) / τ² − 2 v / τ, then p ← p + v.
   * @param aim `[3]`
   */
  move(aim: Float64Array): void {
    const tau = this.#inertiaMs;
    if (tau === 0) {
      this.at.set(aim);
      return;
    }
    for (let axis = 0; axis < 3; axis++) {
      const velocity = this.#velocity[axis]!;
      const pull = (aim[axis]! - this.at[axis]!) / (tau * tau);
      this.#velocity[axis] = velocity + pull - (2 * velocity) / tau;
      this.at[axis] = this.at[axis]! + this.#velocity[axis]!;
    }
  }
}
