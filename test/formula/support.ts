import { renderIssue } from '../../src/base/issue.ts';
import type { Issue } from '../../src/base/issue.ts';
import { buildGraph, parseProgram } from '../../src/formula/index.ts';
import type { Graph, InputData, Shape } from '../../src/formula/index.ts';

/** Parses and builds a program that must be sound. */
export function graphOf(text: string, shape: Partial<Shape> = {}): Graph {
  const parsed = parseProgram([{ name: 'test', text }]);
  if (parsed.value === undefined) throw new Error(parsed.issues.map(renderIssue).join('\n'));
  const built = buildGraph(parsed.value, shapeOf(shape));
  if (built.value === undefined) throw new Error(built.issues.map(renderIssue).join('\n'));
  return built.value;
}

/** The issues of a text, from parsing or, when it parses, from building. */
export function issuesOf(text: string, shape: Partial<Shape> = {}): readonly Issue[] {
  const parsed = parseProgram([{ name: 'test', text }]);
  if (parsed.value === undefined) return parsed.issues;
  return buildGraph(parsed.value, shapeOf(shape)).issues;
}

function shapeOf(shape: Partial<Shape>): Shape {
  return { labels: {}, maps: {}, choices: {}, periods: 4, periodsPerYear: 4, ...shape };
}

/** One number for all elements, periods and paths. */
export function flat(...values: readonly number[]): InputData {
  return { values: Float64Array.from(values), byTime: false, byPath: false };
}

/** A path over time of one element. */
export function series(...values: readonly number[]): InputData {
  return { values: Float64Array.from(values), byTime: true, byPath: false };
}

/** Small reproducible numbers in (0, 1) for test data: a linear congruential generator (Numerical Recipes). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
}
