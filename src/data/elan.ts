import { DOMParser } from 'linkedom/worker';
import { escapeXml } from '../figures/sheet.ts';
import { DatasetError } from './dataset-error.ts';
import type { MarkedFile, MarkedSegment } from './marked-segment.ts';

/** Header property that keeps the steps in a second, which ELAN leaves as it is. */
const RATE = 'burstwise:stepsPerSecond';

/** Name of the tier of an episode. */
const tierOf = (episode: number) => `episode ${episode}`;
const episodeOf = (tier: string) => /^\s*episode\s+(\d+)\s*$/i.exec(tier)?.[1];

type Element = ReturnType<DOMParser['parseFromString']>['documentElement'];

/**
 * Reads marked segments from a file of ELAN (.eaf, versions 2.7 to 3.0): a tier `episode n` for each episode, with times in
 * milliseconds from its beginning. The subtasks are those of its one controlled vocabulary, else the texts of annotations in
 * the order in which they appear. Other tiers are left out.
 *
 * @param path of the file, for errors
 * @throws DatasetError when it is no such file, or an annotation has no times
 */
export function readElan(text: string, path: string): MarkedFile {
  const refuse = (at: string, expected: string, received: string) =>
    new DatasetError(path, { path: at, expected, received });
  const root = new DOMParser().parseFromString(text, 'text/xml').documentElement;
  const inAll = (name: string, of: Element = root) =>
    [...(of?.getElementsByTagName(name) ?? [])] as Element[];
  if (root?.nodeName !== 'ANNOTATION_DOCUMENT')
    throw refuse('', 'an ANNOTATION_DOCUMENT of ELAN', root?.nodeName ?? 'no XML');
  const times = new Map(
    inAll('TIME_SLOT').map((slot) => [slot.getAttribute('TIME_SLOT_ID'), slot.getAttribute('TIME_VALUE')]),
  );
  const secondsOf = (annotation: Element, end: 'TIME_SLOT_REF1' | 'TIME_SLOT_REF2') => {
    const time = times.get(annotation.getAttribute(end));
    if (time !== undefined && time !== null && /^\d+$/.test(time)) return Number(time) / 1000;
    const id = annotation.getAttribute('ANNOTATION_ID') ?? 'an annotation';
    throw refuse(id, 'two time slots with values in ms', `${time ?? 'none'}; align the annotation in ELAN`);
  };
  const segments = inAll('TIER').flatMap((tier): MarkedSegment[] => {
    const episode = episodeOf(tier.getAttribute('TIER_ID') ?? '');
    if (episode === undefined) return [];
    return inAll('ALIGNABLE_ANNOTATION', tier).map((annotation) => ({
      episode: Number(episode),
      start: secondsOf(annotation, 'TIME_SLOT_REF1'),
      end: secondsOf(annotation, 'TIME_SLOT_REF2'),
      subtask: textOf(inAll('ANNOTATION_VALUE', annotation)[0]),
    }));
  });
  if (segments.length === 0) {
    const tiers = inAll('TIER').map((tier) => JSON.stringify(tier.getAttribute('TIER_ID')));
    throw refuse('', `annotations in tiers "${tierOf(0)}", "${tierOf(1)}", …`, tiers.join(', ') || 'no tier');
  }
  const rate = inAll('PROPERTY').find((property) => property.getAttribute('NAME') === RATE);
  const vocabulary = inAll('CVE_VALUE').map(textOf);
  const used = [...new Set(segments.map(({ subtask }) => subtask))];
  const isComplete = used.every((subtask) => vocabulary.includes(subtask));
  return {
    segments,
    subtasks: isComplete ? [...new Set(vocabulary)] : used,
    rate: rate === undefined ? null : Number(textOf(rate)) || null,
  };
}

function textOf(element: Element | undefined): string {
  return (element?.textContent ?? '').trim();
}

/**
 * Marked segments as a file of ELAN, version 3.0, with a tier for each episode.
 * @param rate steps in a second; the times of the segments are steps
 * @throws RangeError when a step is shorter than the millisecond in which ELAN counts
 */
export function elanText({ segments, subtasks }: MarkedFile, rate: number): string {
  if (!(rate > 0 && rate <= 1000))
    throw new RangeError(`rate: expected more than 0 and at most 1000 steps in a second, received ${rate}`);
  const slots: string[] = [];
  const slotOf = (step: number) => {
    const id = `ts${slots.length + 1}`;
    slots.push(`<TIME_SLOT TIME_SLOT_ID="${id}" TIME_VALUE="${Math.round((1000 * step) / rate)}"/>`);
    return id;
  };
  const annotations = segments.map(({ start, end, subtask }, k) => {
    const [from, to] = [slotOf(start), slotOf(end!)];
    return `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a${k + 1}" TIME_SLOT_REF1="${from}" TIME_SLOT_REF2="${to}"><ANNOTATION_VALUE>${escapeXml(subtask)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`;
  });
  const episodes = [...new Set(segments.map(({ episode }) => episode))];
  const tiers = episodes.flatMap((episode) => [
    `<TIER LINGUISTIC_TYPE_REF="subtask" TIER_ID="${tierOf(episode)}">`,
    ...annotations.filter((_, k) => segments[k]!.episode === episode),
    '</TIER>',
  ]);
  const entries = subtasks.map(
    (name, k) =>
      `<CV_ENTRY_ML CVE_ID="cve${k}"><CVE_VALUE LANG_REF="und">${escapeXml(name)}</CVE_VALUE></CV_ENTRY_ML>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // The schema wants a date; one of now would make the same labels different files.
    '<ANNOTATION_DOCUMENT AUTHOR="burstwise" DATE="1970-01-01T00:00:00Z" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">',
    '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">',
    `<PROPERTY NAME="${RATE}">${rate}</PROPERTY>`,
    `<PROPERTY NAME="lastUsedAnnotationId">${segments.length}</PROPERTY>`,
    '</HEADER>',
    '<TIME_ORDER>',
    ...slots,
    '</TIME_ORDER>',
    ...tiers,
    '<LINGUISTIC_TYPE CONTROLLED_VOCABULARY_REF="subtasks" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="subtask" TIME_ALIGNABLE="true"/>',
    '<LANGUAGE LANG_DEF="http://cdb.iso.org/lg/CDB-00130975-001" LANG_ID="und" LANG_LABEL="undetermined (und)"/>',
    '<CONTROLLED_VOCABULARY CV_ID="subtasks"><DESCRIPTION LANG_REF="und"/>',
    ...entries,
    '</CONTROLLED_VOCABULARY>',
    '</ANNOTATION_DOCUMENT>',
    '',
  ].join('\n');
}
