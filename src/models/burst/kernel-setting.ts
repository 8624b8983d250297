/** Settings as a file gives them. */
type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings whose top-level `kernel`, which stands for that of every burst network, is laid into the networks.
 * @param networks the places of the networks, e.g. `['agent', 'manager', 'network']`
 */
export function spreadKernel(settings: unknown, networks: readonly (readonly string[])[]): unknown {
  if (!isMapping(settings) || settings['kernel'] === undefined) return settings;
  const { kernel, ...others } = settings;
  return networks.reduce<Settings>((spread, path) => withKernel(spread, path, kernel), others);
}

/** Leaves alone what is not settings, for the schema to refuse, and networks of another model. */
function withKernel(settings: Settings, path: readonly string[], kernel: unknown): Settings {
  const [name, ...rest] = path;
  if (name === undefined) {
    const { model = 'burst' } = settings;
    return model === 'burst' ? { ...settings, kernel } : settings;
  }
  const below = settings[name] ?? {};
  return isMapping(below) ? { ...settings, [name]: withKernel(below, rest, kernel) } : settings;
}

function isMapping(value: unknown): value is Settings {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
