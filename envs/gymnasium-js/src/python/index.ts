export type { PythonKwargs } from './attributes.ts';
export { type MakePythonOptions, makePython, PythonEnv } from './env.ts';
export * from './errors.ts';
export { findPython } from './interpreter.ts';
export { type PythonOptions, PythonServer, type PythonVersions } from './server.ts';
export { type PythonSetup, type SetupPythonOptions, setupPython } from './setup.ts';
export { type MakePythonVecOptions, makePythonVec, PythonVectorEnv } from './vector-env.ts';
