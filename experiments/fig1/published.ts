/** Errors of the recall in the published notebook, one seed. */
export const PUBLISHED = [
  { presentations: 100, error: 0.199 },
  { presentations: 200, error: 0.138 },
  { presentations: 300, error: 0.116 },
  { presentations: 400, error: 0.059 },
  { presentations: 500, error: 0.033 },
] as const;

/** The published error after so many presentations; null where none is published. */
export function publishedAfter(presentations: number): number | null {
  return PUBLISHED.find((recall) => recall.presentations === presentations)?.error ?? null;
}
