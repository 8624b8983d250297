/** Settings of a file, unchecked. */
type Settings = Readonly<Record<string, unknown>>;

/**
 * Copies a top-level `kernel`, which stands for that of every burst network, into the settings of the networks.
 * @param networks the places of the networks, e.g. `['agent', 'manager', 'network']`
 */
export function spreadKernel(settings: unknown, networks: readonly (readonly string[])[]): unknown {
  if (!isMapping(settings) || settings['kernel'] === undefined) return settings;
  const { kernel, ...others } = settings;
  return networks.reduce<Settings>((spread, path) => withKernel(spread, path, kernel), others);
}

/** Keeps networks of other models, and values that are no settings, which the schema will refuse. */
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
