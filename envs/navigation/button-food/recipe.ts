/** What the recipe depends on. */
interface Encoding {
  readonly encoding: { readonly pressedFlag: boolean };
}

/**
 * A readout that also sees the input, past the neurons. Its ridge punishes weights of bursts more than those of the input,
 * which is scaled up: what is linear is learned from few labels, and bursts add the rest.
 */
const withDirectPath = (directPath: number, ridge: number) => ({
  network: { directPath },
  readout: { kind: 'ridge', ridge },
});

/**
 * Settings under which agents learn Button & Food. A manager that does not see whether the button has been pressed remembers
 * its own last choice, and relies on its bursts more, which remember too.
 */
export function buttonFoodRecipe({ encoding: { pressedFlag } }: Encoding) {
  const manager = pressedFlag ? withDirectPath(30, 1) : { memory: 'basal', ...withDirectPath(5, 0.1) };
  return { agent: { manager, workers: withDirectPath(30, 1) } };
}
