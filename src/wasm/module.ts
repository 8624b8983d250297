import { UsageError } from '../errors.ts';
import { outOfMemory } from '../numeric/allocation.ts';
import { kernelBinary } from './binary.ts';

/** The functions of an instance; `assembly/` documents each. One instance holds one population, one matrix, or vectors in float64. */
export interface WasmExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  reservedBytes(): number;
  begin(neurons: number): void;
  reserveSources(inputs: number, outputs: number, contexts: number): void;
  reserveProjections(inputs: number, outputs: number, apicalContexts: number, basalContexts: number): void;
  reserveReadout(outputs: number): void;
  reserveProximalColumns(): void;
  reserveBasalColumns(): void;
  reserveSynapses(count: number): void;
  setDecays(synapse: number, burst: number, adapting: number): void;
  setTimeConstants(gain: number, decay: number, fastSteps: number, fastSums: number): void;
  transmitBurstsOnly(yes: number): void;
  reset(plastic: number, recurrent: number): void;
  setInput(units: number): void;
  setTeaching(units: number, gain: number): void;
  setContext(units: number): void;
  step(count: number): void;
  stepToFeature(count: number, trace: number, gain: number, averaged: number, begin: number): void;
  settle(): void;
  wakeDistal(): void;
  describe(): void;
  followTrace(trace: number): void;
  writeFeature(): void;
  readFeature(vector: number, outputs: number): void;
  stopFollowing(): void;
  addToReadout(vector: number, outputs: number): void;
  reserveMatrix(order: number, rightRows: number, sparseVectors: number): void;
  addOuterProducts(count: number): void;
  multiply(): void;
  subtractProduct(divisor: number): void;
  solve(shift: number, rows: number): number;
  reserveDoubles(neurons: number, total: number): number;
  decayAndGather(
    out: number,
    decay: number,
    columns: number,
    list: number,
    count: number,
    factor: number,
  ): void;
  gatherAndCorrect(
    out: number,
    columns: number,
    list: number,
    count: number,
    factor: number,
    correction: number,
  ): void;
  setSum(out: number, a: number, vectorA: number, b: number, vectorB: number): void;
  addSum(out: number, a: number, vectorA: number, b: number, vectorB: number): void;
  addMultiple(out: number, weight: number, vector: number): void;
  project(out: number, columns: number, list: number, weights: number, count: number): void;
  dot(row: number, vector: number): number;
  advanceSoma(
    voltage: number,
    leak: number,
    reset: number,
    burstReset: number,
    burstDrive: number,
    drive: number,
    adaptation: number,
    fatigue: number,
    targetTrace: number,
    recurrentTrace: number,
    burstLimit: number,
    spiking: number,
  ): number;
  advanceApical(
    voltage: number,
    leak: number,
    reset: number,
    constant: number,
    gain: number,
    drive: number,
    windowTrace: number,
    windowLimit: number,
    burstTrace: number,
    kick: number,
    refractory: number,
  ): void;
  absorb(out: number, weight: number, sum: number, power: number, vector: number): void;
}

/** Names of places in the memory; an instance exports the address of each, in bytes, as a WebAssembly global. */
export type Place =
  | ConstantPlace
  | 'somaDrive'
  | 'distalDrive'
  | 'somaVoltage'
  | 'distalVoltage'
  | 'proximalVoltage'
  | 'targetBurstTrace'
  | 'recurrentBurstTrace'
  | 'burstSpikeTrace'
  | 'feature'
  | 'describedTraces'
  | 'scratch'
  | 'flags'
  | 'inputValues'
  | 'teachingValues'
  | 'contextValues'
  | 'inputWeights'
  | 'teachingWeights'
  | 'apicalContextWeights'
  | 'basalContextWeights'
  | 'basalWeights'
  | 'proximalWeights'
  | 'synapseStarts'
  | 'synapseTargets'
  | 'synapseValues'
  | 'readoutWeights'
  | 'readoutValues'
  | 'matrixValues'
  | 'rightValues'
  | 'vectorValues'
  | 'productValues'
  | 'sparseIndices'
  | 'sparseValues'
  | 'sparseCounts';

/** Constants of a population; each place holds the same float32 four times. */
export type ConstantPlace =
  | 'membraneLeak'
  | 'membraneGain'
  | 'proximalLeak'
  | 'proximalConstant'
  | 'distalConstant'
  | 'somaConstant'
  | 'restingInput'
  | 'apicalReset'
  | 'somaReset'
  | 'burstResetShift'
  | 'burstCurrent'
  | 'adaptationCurrent'
  | 'synapseFresh'
  | 'burstFresh'
  | 'adaptationFresh'
  | 'somaWindowThreshold'
  | 'burstThreshold'
  | 'learningRate'
  | 'escapeSteepness';

/** Numbers that an instance exports beside functions and places. */
type Figure = 'MOST_NEURONS' | 'SPACING' | 'stride';

/** The part of the WebAssembly interface that this file needs; every engine has it, but not every type library. */
interface WebAssemblyInterface {
  validate(binary: Uint8Array): boolean;
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: object };
}

const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyInterface };
const binary = Uint8Array.from(atob(kernelBinary), (character) => character.charCodeAt(0));

let supported: boolean | null = null;
let module: object | null = null;

/** Whether this machine can run the module, which needs WebAssembly with fixed-width SIMD. */
export function wasmSupported(): boolean {
  supported ??= WebAssembly?.validate(binary) ?? false;
  return supported;
}

/** Number of bytes that 32 bits can address, and size of a page in bytes. */
const MOST_BYTES = 2 ** 32;
const PAGE = 65536;

function instantiate({ Instance }: WebAssemblyInterface, compiled: object): object {
  try {
    return new Instance(compiled).exports;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new UsageError(
      `kernels simd and event64: expected address space for a WebAssembly memory, received ${cause.message}; ` +
        'raise the limit of the process (ulimit -v), use fewer threads, or choose the kernel dense64',
      { cause },
    );
  }
}

/** An instance of the module, with a memory of its own. */
export class WasmInstance {
  /** The functions. */
  readonly run: WasmExports;
  readonly #globals: Readonly<Record<Place | Figure, { readonly value: number }>>;

  /** @throws Error when `wasmSupported` is false; UsageError when the process cannot get another memory */
  constructor() {
    if (WebAssembly === undefined || !wasmSupported()) {
      throw new Error('kernel simd: this engine has no WebAssembly with SIMD; choose the kernel event64.');
    }
    module ??= new WebAssembly.Module(binary);
    const exports = instantiate(WebAssembly, module);
    this.run = exports as WasmExports;
    this.#globals = exports as Readonly<Record<Place | Figure, { readonly value: number }>>;
  }

  /** A number that the instance exports. */
  figure(name: Figure): number {
    return this.#globals[name].value;
  }

  /** Address in bytes; 0 for a matrix that is not reserved yet. */
  address(place: Place): number {
    return this.#globals[place].value;
  }

  /**
   * Grows the memory to the reserved size. Call it once, after all reservations and before any computation.
   * @param neurons size of the population, for the error
   * @param remedy advice to a person whose memory does not suffice
   * @throws UsageError
   */
  grow(neurons: number, remedy: string): void {
    const { memory } = this.run;
    const bytes = this.run.reservedBytes();
    if (bytes > MOST_BYTES)
      throw outOfMemory(neurons, bytes, `a kernel's memory of ${MOST_BYTES} bytes`, remedy);
    const missing = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE;
    try {
      if (missing > 0) memory.grow(missing);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw outOfMemory(neurons, bytes, 'the memory that is left', remedy, { cause });
    }
  }

  // Views of the memory. Growing the memory invalidates them.
  /** Float32 numbers at a place. */
  floats(place: Place, length: number): Float32Array {
    return new Float32Array(this.run.memory.buffer, this.address(place), length);
  }

  /** Float64 numbers at a place. */
  doubles(place: Place, length: number): Float64Array {
    return new Float64Array(this.run.memory.buffer, this.address(place), length);
  }

  /** Unsigned 32-bit integers at a place. */
  words(place: Place, length: number): Uint32Array {
    return new Uint32Array(this.run.memory.buffer, this.address(place), length);
  }

  /** Bytes at a place. */
  bytes(place: Place, length: number): Uint8Array {
    return new Uint8Array(this.run.memory.buffer, this.address(place), length);
  }
}
