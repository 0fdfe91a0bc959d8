/**
 * The one thing of the platform that compiled formulas need. WebAssembly belongs to Node, browsers and workers alike and
 * touches nothing outside its memory, so the pure part may use it; the type lists only what is used.
 */
export interface WebAssemblyPlatform {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory; readonly cash: (cell: number) => void } },
  ) => { readonly exports: Readonly<Record<string, (from?: number, to?: number) => void>> };
}

/** Memory in pages of 64 KiB; growing it gives it a new buffer. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

declare const WebAssembly: WebAssemblyPlatform | undefined;

/** WebAssembly, or `undefined` where there is none. */
export function findPlatform(): WebAssemblyPlatform | undefined {
  return typeof WebAssembly === 'undefined' ? undefined : WebAssembly;
}
