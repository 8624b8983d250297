/** Errors after 100, 200, … 500 presentations in the published notebook, one seed. */
export const PUBLISHED = [0.199, 0.138, 0.116, 0.059, 0.033] as const;
