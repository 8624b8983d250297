/**
 * `require` of Node, for packages that only Node has. It is looked up when something first needs it: a static import would
 * keep browsers from loading everything else.
 *
 * @param user what needs it, for the message
 * @throws Error in a browser
 */
export function nodeRequire(user: string): NodeJS.Require {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const nodeModule = process?.getBuiltinModule?.('node:module');
  if (nodeModule === undefined)
    throw new Error(`${user}: expected Node 20.19 or newer, received another platform; use it in Node only`);
  return nodeModule.createRequire(import.meta.url);
}
