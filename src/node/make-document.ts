import { parseHTML } from 'linkedom';

/** An empty document to draw charts in, without a browser. */
export function makeDocument() {
  return parseHTML('<!doctype html><html><head></head><body></body></html>').document;
}
