export interface PageServer {
  /** Address of an empty page with one module. */
  pageUrl(script: string): string;
  close(): void;
}
export function serve(options: { readonly isIsolated: boolean }): Promise<PageServer>;
