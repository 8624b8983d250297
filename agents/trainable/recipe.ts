import type { AnyAdapter, TaskRecipe as Settings } from '../../src/task/environment-adapter.ts';
import { imitationFields } from '../imitation/settings.ts';

/** The recipe of an adapter for the options that are given; for its default options where those are refused. */
export function taskRecipe({ recipe = {}, options }: AnyAdapter, given: unknown): Settings {
  if (typeof recipe !== 'function') return recipe;
  const checked = options.safeParse(settingsIn(given, 'options'));
  return recipe(checked.success ? checked.data : options.parse({}));
}

/**
 * The recipe of a task, found for a hierarchy of burst networks and DAgger, as it suits what is given. A flat agent takes the workers' network, inputs and readout, and a role whose
 * network is of another model than the recipe's does without the recipe's readout, which was found for that model. Another algorithm takes the fields that every algorithm has. A recipe may be for a flat agent, and say
 * by manager and workers what suits a hierarchy.
 */
export function recipeFor(recipe: Settings, given: unknown): Settings {
  const { algorithm: own = 'dagger' } = settingsIn(recipe, 'imitation');
  const { algorithm = own } = settingsIn(given, 'imitation');
  if (algorithm !== own) return agentFor({ ...recipe, imitation: forEveryAlgorithm(recipe) }, given);
  return agentFor(recipe, given);
}

/** The fields of the recipe's imitation that every algorithm has. */
function forEveryAlgorithm(recipe: Settings): Settings {
  const common = imitationFields({ layouts: [''], trainingLayout: '', stepDurationMs: 1 });
  const own = Object.entries(settingsIn(recipe, 'imitation'));
  return Object.fromEntries(own.filter(([name]) => name in common));
}

/** The kind of agent that is asked for: that of the recipe if nothing is given. */
export function kindFor(recipe: Settings, given: unknown): 'hierarchical' | 'flat' {
  const { kind: own } = settingsIn(recipe, 'agent');
  return (settingsIn(given, 'agent')['kind'] ?? own) === 'flat' ? 'flat' : 'hierarchical';
}

function agentFor(recipe: Settings, given: unknown): Settings {
  const { kind: _, repeatInhibition, ...agent } = settingsIn(recipe, 'agent');
  const common = repeatInhibition === undefined ? {} : { repeatInhibition };
  const asked = settingsIn(given, 'agent');
  if (Object.keys(agent).length === 0) return recipe;
  if (kindFor(recipe, given) === 'flat') {
    const { networks: _, ...workers } = settingsIn(agent, 'workers');
    return { ...recipe, agent: { kind: 'flat', ...common, ...forModel(workers, asked) } };
  }
  const roles = ['manager', 'workers'].map((role) => [
    role,
    forModel(settingsIn(agent, role), settingsIn(asked, role)),
  ]);
  return { ...recipe, agent: { ...agent, ...common, ...Object.fromEntries(roles) } };
}

function forModel(recipe: Settings, given: Settings): Settings {
  const { model = 'burst' } = settingsIn(given, 'network');
  const { model: own = 'burst' } = settingsIn(recipe, 'network');
  if (model === own) return recipe;
  const { network: _network, readout: _readout, ...others } = recipe;
  return others;
}

/** The settings under a name; none where there are none. */
function settingsIn(settings: unknown, name: string): Settings {
  const value = (settings as Settings | null | undefined)?.[name];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Settings) : {};
}
