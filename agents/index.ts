/** Hierarchical agents: how they are made, taught and examined. */
export { type AgentConfig, agentSchema, type ImitationConfig, imitationSchema } from './config.ts';
export { createAgent } from './create-agent.ts';
export {
  type Attempt,
  type DemonstrateOptions,
  DemonstrationPlayer,
  demonstrationOptions,
} from './demonstrate.ts';
export { type Evaluation, type EvaluationOptions, evaluate } from './evaluate.ts';
export { HierarchicalAgent } from './hierarchical-agent.ts';
export { type EpisodeReport, episodesOf, ImitationSchool } from './imitation.ts';
export { createImitationTask, ImitationSession, type ImitationTaskConfig } from './imitation-task.ts';
export { Learner } from './learner.ts';
export { Manager, type ManagerMemory } from './manager.ts';
export { ShuffledExpert } from './shuffled-expert.ts';
export { GatedWorkers, SeparateWorkers, type Workers } from './workers.ts';
