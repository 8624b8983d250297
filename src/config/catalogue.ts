import { UsageError } from '../errors.ts';
import { closest } from './suggest.ts';

/** Names that fit into an error; more are to be looked up. */
const MOST_LISTED = 12;

/** The entry that a name stands for. */
export interface Found<Entry> {
  readonly entry: Entry;
  /** Settings that the name stands for, as `--set` takes them, e.g. `options.env.id=…`; others may be laid over them. */
  readonly settings: readonly string[];
}

/** Further names of an entry, and the settings that each of them stands for. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

/** Entries by name, made when they are first asked for. */
export class Catalogue<Entry> {
  readonly #kind: string;
  readonly #list: string;
  readonly #makers = new Map<string, () => Entry>();
  readonly #made = new Map<string, Entry>();
  readonly #families = new Map<string, (name: string) => Entry>();
  readonly #aliases = new Map<string, { readonly name: string; readonly settings: readonly string[] }>();

  /**
   * @param kind what an entry is, for errors, e.g. `environment`
   * @param list where people find the names, for errors, e.g. the command that lists them
   */
  constructor(kind: string, list: string) {
    this.#kind = kind;
    this.#list = list;
  }

  /** @throws UsageError when one of the names is taken */
  add(name: string, make: () => Entry, aliases: Aliases = {}): void {
    for (const each of [name, ...Object.keys(aliases)]) this.#refuseTaken(each);
    this.#makers.set(name, make);
    for (const [alias, settings] of Object.entries(aliases)) this.#aliases.set(alias, { name, settings });
  }

  /**
   * Makes every name that begins in one way known, e.g. `python:`; such names are not among `names`.
   *
   * @param make the entry of a name
   */
  addFamily(prefix: string, make: (name: string) => Entry): void {
    this.#families.set(prefix, make);
  }

  /** Names of all entries, without their aliases, in the order in which they were added. */
  get names(): readonly string[] {
    return [...this.#makers.keys()];
  }

  /** All entries, in the order in which they were added. */
  get entries(): readonly Entry[] {
    return this.names.map((name) => this.#entry(name));
  }

  /** What a name or an alias stands for; undefined where it stands for nothing. */
  lookUp(name: string): Found<Entry> | undefined {
    if (this.#makers.has(name)) return { entry: this.#entry(name), settings: [] };
    const alias = this.#aliases.get(name);
    if (alias !== undefined) return { entry: this.#entry(alias.name), settings: alias.settings };
    const family = [...this.#families].find(([prefix]) => name.startsWith(prefix) && name !== prefix);
    return family && { entry: this.#made.get(name) ?? this.#make(name, () => family[1](name)), settings: [] };
  }

  /** What a name or an alias stands for. @throws UsageError with the name that was probably meant */
  find(name: string): Found<Entry> {
    const found = this.lookUp(name);
    if (found !== undefined) return found;
    const meant = closest(name, [...this.#makers.keys(), ...this.#aliases.keys()]);
    const suggestion = meant === undefined ? '' : `did you mean ${meant}? `;
    const expected =
      this.names.length > MOST_LISTED ? `a name of ${this.#list}` : `one of ${this.names.join(', ')}`;
    throw new UsageError(
      `${this.#kind}: ${suggestion}expected ${expected}, received ${JSON.stringify(name)}`,
    );
  }

  #entry(name: string): Entry {
    return this.#made.get(name) ?? this.#make(name, this.#makers.get(name)!);
  }

  #make(name: string, make: () => Entry): Entry {
    const entry = make();
    this.#made.set(name, entry);
    return entry;
  }

  #refuseTaken(name: string): void {
    if (!this.#makers.has(name) && !this.#aliases.has(name)) return;
    throw new UsageError(
      `${this.#kind} ${name}: expected a new name, received one that is taken; choose another`,
    );
  }
}
