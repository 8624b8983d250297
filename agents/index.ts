/** Hierarchical agents: how they are made, taught and examined. */

export {
  type Attempt,
  type DemonstrateOptions,
  DemonstrationPlayer,
  demonstrationOptions,
} from '../src/episodes/demonstration-player.ts';
export { type Evaluation, type EvaluationOptions, evaluate } from './evaluation/evaluate.ts';
export { type AgentConfig, agentSchema, type ImitationConfig, imitationSchema } from './hierarchy/config.ts';
export { createAgent } from './hierarchy/create-agent.ts';
export { HierarchicalAgent } from './hierarchy/hierarchical-agent.ts';
export { Manager, type ManagerMemory } from './hierarchy/manager.ts';
export { GatedWorkers, SeparateWorkers, type Workers } from './hierarchy/workers.ts';
export { type EpisodeReport, episodesOf, ImitationSchool } from './imitation/school.ts';
export { ShuffledExpert } from './imitation/shuffled-expert.ts';
export { Learner } from './network-learner.ts';
export { ImitationSession, type ImitationTaskConfig, imitationTrainable } from './trainable/session.ts';
