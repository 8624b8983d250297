import type { SymmetricMatrix } from '../../numeric/symmetric-matrix.ts';
import { WasmSymmetricMatrix } from '../../wasm/matrix.ts';
import { wasmSupported } from '../../wasm/module.ts';
import { Readout } from './readout.ts';

/** A readout whose regressions run in WebAssembly where this machine has it, with the same bits as elsewhere. */
export class RegressionReadout extends Readout {
  override createMatrix(sparseVectors: number): SymmetricMatrix {
    if (!wasmSupported()) return super.createMatrix(sparseVectors);
    const outputs = this.bias.length;
    return new WasmSymmetricMatrix(this.weights.length / outputs + 1, sparseVectors, outputs);
  }
}
