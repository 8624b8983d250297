import * as nodeModule from 'node:module';

/** The global under which sources made by `sourceOf` find the modules of their thread. */
const shared = Symbol.for('burstwise.modules');

let sharing: Promise<void> | undefined;

/**
 * Has all modules that Node loads from now on meet these ones under their names: users' modules in JavaScript, and the
 * packages that these import. Node would find second copies, with a registry and classes of their own.
 *
 * @param modules what names mean
 * @param place address of a folder whose modules are left alone: they still meet what Node finds
 */
export function shareModules(modules: Readonly<Record<string, unknown>>, place: string): Promise<void> {
  sharing ??= register(modules, place);
  return sharing;
}

async function register(modules: Readonly<Record<string, unknown>>, place: string): Promise<void> {
  Object.assign(globalThis, { [shared]: modules });
  const places = Object.entries(modules).map(([name, module]) => [
    name,
    addressOf(sourceOf(name, module as object)),
  ]);
  // `require` cannot load an address with a source in it, and keeps what it finds.
  const hooks = addressOf(`
    const places = new Map(${JSON.stringify(places)});
    export function resolve(name, context, next) {
      const isOurs = context.parentURL?.startsWith(${JSON.stringify(place)});
      const url = isOurs || context.conditions.includes('require') ? undefined : places.get(name);
      return url === undefined ? next(name, context) : { url, format: 'module', shortCircuit: true };
    }`);
  // Before Node 22.15, hooks were in a thread of their own only, which takes longer to start.
  const { registerHooks } = nodeModule as { registerHooks?: (hooks: object) => unknown };
  if (registerHooks === undefined) nodeModule.register(hooks);
  else registerHooks(await import(/* @vite-ignore */ hooks));
}

/** A module that exports what a module of this thread does. */
function sourceOf(name: string, module: object): string {
  const names = Object.keys(module).map((each) => JSON.stringify(each));
  const values = names.map((each, k) => `${each}: v${k}`);
  const exported = names.map((each, k) => `v${k} as ${each}`);
  return `const { ${values} } = globalThis[Symbol.for('${shared.description}')]['${name}'];
    export { ${exported} };`;
}

const addressOf = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;
