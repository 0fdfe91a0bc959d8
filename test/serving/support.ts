import { readFileSync, readdirSync } from 'node:fs';
import {
  readCatalogue,
  readFit,
  fitFile,
  makePredictor,
  type Catalogue,
  type Chip,
  type Fit,
  type Model,
} from '../../src/serving/index.ts';

const folder = new URL('../../data/silicon/', import.meta.url);

/** Texts of every shipped silicon file, by name. */
export const texts: ReadonlyMap<string, string> = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);
export const catalogue: Catalogue = readCatalogue(texts).value!;
export const fit: Fit = readFit(texts.get(fitFile)!, fitFile).value!;
export const chipOf = (name: string): Chip => catalogue.chips.get(name)!;
export const modelOf = (name: string): Model => catalogue.models.get(name)!;
export const predictor = makePredictor('inference', { catalogue, fit, texts }).value!;
