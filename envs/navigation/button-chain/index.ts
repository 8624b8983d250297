/** Chains of buttons: importing this module registers `burstwise/ButtonChain-v0`. */
import { registerControl } from '../../../src/task/manual-control.ts';
import { registerTaskEnv } from '../../register-task-env.ts';
import { buttonChainAdapter } from './adapter.ts';
import { ButtonChain } from './button-chain.ts';
import { ButtonChainControl } from './manual.ts';

export type { Point } from '../geometry.ts';
export type { ButtonChainTaskOptions } from './adapter.ts';
export type { ButtonChainSettings } from './button-chain.ts';
export type { ButtonChainInfo, ButtonChainLayout } from './types.ts';
export { ButtonChain, buttonChainAdapter };

registerTaskEnv(buttonChainAdapter.envId, ButtonChain);
registerControl(ButtonChain, (env) => new ButtonChainControl(env));
