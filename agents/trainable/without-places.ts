import type { AgentConfig } from '../config.ts';

/** The same settings without those of places, which only the task’s own split has. */
export function withoutPlaces(agent: AgentConfig): AgentConfig {
  if (agent.kind === 'flat') return agent;
  const { planner: _, ...manager } = agent.manager;
  const { when } = manager.decisions;
  const decisions = {
    ...manager.decisions,
    when: when === 'arrivals' ? ('steps' as const) : when,
    mask: false,
    returnInhibition: 0,
  };
  return { ...agent, manager: { ...manager, decisions } };
}
