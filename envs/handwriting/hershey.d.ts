/**
 * The Roman Simplex font of Hershey as a text in base64, in the format of James Hurt: see HERSHEY-LICENSE of the package. Node gives what the
 * CommonJS module exports, bundlers its default.
 */
declare module 'hershey/lib/rowmans.js' {
  const font: string | { readonly default: string };
  export default font;
}
