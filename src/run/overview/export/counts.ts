/** What became of runs that were exported: new, continued since the last export, or there already as they are. */
export interface ExportCounts {
  readonly added: number;
  readonly extended: number;
  readonly unchanged: number;
}
