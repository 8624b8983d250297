import fc from 'fast-check';

// Property tests draw the same examples every time, so that a failure can be repeated; FC_SEED draws others.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_220_117) });
