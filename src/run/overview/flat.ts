import type { RawConfig } from '../../config/config-file.ts';
import { isMapping } from '../../config/mapping.ts';
import { inPaths } from '../../files/folders.ts';
import type { Estimate } from '../../statistics/proportions.ts';

/** The value of a setting; lists are texts in JSON. */
export type Scalar = string | number | boolean | null;

/** Settings by dotted name, e.g. `agent.manager.network.neurons`. */
export function flatSettings(config: RawConfig): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(settingsIn(config, ''));
}

function settingsIn(value: unknown, name: string): readonly (readonly [string, Scalar])[] {
  if (isMapping(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, each]) => settingsIn(each, dotted(name, key)));
  const isScalar = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return [[name, isScalar ? (value as Scalar) : JSON.stringify(value)]];
}

/**
 * The numbers of a report by dotted name. The elements of a list are named by the texts in them, such as layout and condition, in place of
 * the list: `standard.manager-workers.meanSteps`; or by their number where these do not tell them apart.
 */
export function flatResults(report: unknown): Readonly<Record<string, number | Estimate>> {
  return Object.fromEntries(resultsIn(report, ''));
}

function resultsIn(value: unknown, name: string): readonly (readonly [string, number | Estimate])[] {
  if (typeof value === 'number' || isEstimate(value)) return [[name, value]];
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (!Array.isArray(each)) return resultsIn(each, dotted(name, key));
    const elements = each.filter(isMapping);
    const labels = elements.map(labelOf);
    const areUnique = new Set(labels).size === labels.length && !labels.includes('');
    return elements.flatMap((element, k) =>
      resultsIn(element, areUnique ? dotted(name, labels[k]!) : dotted(name, `${key}.${k}`)),
    );
  });
}

/** The texts of an element, as a part of a name. */
function labelOf(element: Readonly<Record<string, unknown>>): string {
  const texts = Object.values(element).filter((value) => typeof value === 'string');
  return texts.map((text) => inPaths(text).replaceAll(/^-+|-+$/g, '')).join('.');
}

/** Whether a value is a number with its interval. */
export function isEstimate(value: unknown): value is Estimate {
  return (
    isMapping(value) &&
    Object.keys(value).length === 3 &&
    ['value', 'low', 'high'].every((key) => typeof value[key] === 'number')
  );
}

function dotted(name: string, key: string): string {
  return name === '' ? key : `${name}.${key}`;
}
