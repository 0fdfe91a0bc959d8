import type { Dimension, Unit } from '../units/index.ts';
import type { Place } from '../base/issue.ts';

/** When a node has a value: once before time starts, in every period, or once after the last period. */
export type When = 'once' | 'period' | 'after';

/** A label dimension such as `site`, declared in formula text; its labels come from the case. */
export interface DimensionDecl {
  readonly kind: 'dimension';
  readonly name: string;
  /** Section of the case file that lists the labels, such as `sites`. */
  readonly plural: string;
  readonly sentence: string;
  readonly at: Place;
}

/** A value that comes from outside the graph. */
export interface InputDecl {
  readonly kind: 'input';
  readonly name: string;
  /** `case`: read from the case file; `given`: bound by code (calendar facts); `noise`: a fresh N(0,1) each period. */
  readonly origin: 'case' | 'given' | 'noise';
  readonly dims: readonly string[];
  /** `once`: one value for the whole horizon; `period`: may also be a path over time. */
  readonly when: 'once' | 'period';
  readonly unit: Unit;
  /** A date input is stored as time from the start of the calendar. */
  readonly isDate: boolean;
  readonly sentence: string;
  /** Default as written (`6 years`), or `undefined` where the case must give a value. */
  readonly defaultText: string | undefined;
  readonly at: Place;
}

/** A word chosen from a list, such as a selection rule; formulas test it with `is`. */
export interface ChoiceDecl {
  readonly kind: 'choice';
  readonly name: string;
  readonly dims: readonly string[];
  readonly options: readonly string[];
  readonly defaultText: string | undefined;
  readonly sentence: string;
  readonly at: Place;
}

/** A many-to-one relation between labels, such as the site of a phase. */
export interface MapDecl {
  readonly kind: 'map';
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly sentence: string;
  readonly at: Place;
}

/** A named formula. */
export interface NodeDecl {
  readonly kind: 'node';
  readonly name: string;
  readonly dims: readonly string[];
  readonly isOnce: boolean;
  readonly unit: Unit;
  readonly isDate: boolean;
  readonly sentence: string;
  /** The formula as written, white space folded. */
  readonly text: string;
  readonly expr: Expr;
  readonly module: string;
  readonly at: Place;
}

export type Decl = DimensionDecl | InputDecl | ChoiceDecl | MapDecl | NodeDecl;

export type Expr =
  | { readonly op: 'number'; readonly value: number; readonly unit: Unit | undefined; readonly at: Place }
  | { readonly op: 'name'; readonly name: string; readonly at: Place }
  | { readonly op: 'unary'; readonly sign: '-' | 'not'; readonly arg: Expr; readonly at: Place }
  | {
      readonly op: 'binary';
      readonly sign: BinarySign;
      readonly left: Expr;
      readonly right: Expr;
      readonly at: Place;
    }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly at: Place };

export type BinarySign = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | 'is' | 'and' | 'or';

/** One formula text; several make a model. */
export interface FormulaModule {
  /** Short name such as `accounts`; also the file shown in messages unless `at` says otherwise. */
  readonly name: string;
  readonly text: string;
  /** Where the text starts when it stands inside a file, such as the user's metrics in a case. */
  readonly at?: Place;
}

/** All declarations of a model, parsed but not yet sized by a case. */
export interface Program {
  readonly modules: readonly { readonly name: string; readonly sentence: string }[];
  readonly decls: readonly Decl[];
}

/** What a case brings to a program: labels, maps, choices, and the calendar's shape. */
export interface Shape {
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** For each map: index of the target label per source label. */
  readonly maps: Readonly<Record<string, Int32Array>>;
  /** For each choice: index of the option per element (row-major over its dims). */
  readonly choices: Readonly<Record<string, Int32Array>>;
  readonly periods: number;
  readonly periodsPerYear: number;
}

/**
 * Numbers of one input, canonical for the calendar (see `canonicalFactor`), laid out
 * [element][period or 1][path or 1], element row-major over the input's dims.
 */
export interface InputData {
  readonly values: Float64Array;
  readonly byTime: boolean;
  readonly byPath: boolean;
}

/** A timing class inside an expression; `age` is once, but depends on the age of a vintage. */
export type Timing = When | 'age';

/** What is known of a checked expression; its dimension is `undefined` where the literal 0 fits any. */
export interface Facts {
  readonly dims: readonly string[];
  readonly dimension: Dimension | undefined;
  readonly when: Timing;
}

/** A function of single numbers that is applied element by element. */
export type PointOp =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'min'
  | 'max'
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'floor'
  | 'less'
  | 'atMost'
  | 'same'
  | 'and'
  | 'or'
  | 'not'
  | 'ratio'
  | 'where';

export type ReduceHow = 'sum' | 'least' | 'most';
export type HorizonHow = 'total' | 'final' | 'opening' | 'peak' | 'trough';
export type CashHow = 'irr' | 'mirr' | 'payback';

/** A checked expression: the one form that evaluation, trace and every later reading of the graph walk. */
export type Typed = Facts &
  (
    | { readonly op: 'number'; readonly value: number }
    | { readonly op: 'read'; readonly name: string }
    | { readonly op: 'point'; readonly how: PointOp; readonly args: readonly Typed[] }
    /** Over a dimension, or, with a map, from the map's source labels into its target labels. */
    | {
        readonly op: 'reduce';
        readonly how: ReduceHow;
        readonly over: string;
        readonly map: string | undefined;
        readonly arg: Typed;
      }
    | { readonly op: 'lookup'; readonly map: string; readonly arg: Typed }
    | { readonly op: 'order'; readonly over: string; readonly arg: Typed }
    | { readonly op: 'lag'; readonly arg: Typed; readonly periods: Typed; readonly initial: Typed }
    | { readonly op: 'cumulative'; readonly arg: Typed; readonly initial: Typed }
    | { readonly op: 'window'; readonly arg: Typed; readonly length: Typed }
    | { readonly op: 'vintage'; readonly arg: Typed; readonly profile: Typed }
    | { readonly op: 'horizon'; readonly how: HorizonHow; readonly arg: Typed }
    | { readonly op: 'cash'; readonly how: CashHow; readonly args: readonly Typed[] }
    | { readonly op: 'allocate'; readonly args: readonly Typed[] }
  );

/** A checked node, sized and placed in evaluation order. */
export interface GraphNode {
  readonly decl: NodeDecl;
  readonly dims: readonly string[];
  readonly size: number;
  readonly when: When;
  readonly dimension: Dimension;
  readonly typed: Typed;
  /** Names it reads in the same period, sorted. */
  readonly reads: readonly string[];
  /** Names it reads at earlier periods through `lag` only, sorted. */
  readonly lagged: readonly string[];
}

export interface Graph {
  readonly program: Program;
  readonly shape: Shape;
  /** Nodes in evaluation order: once, then period, then after. */
  readonly nodes: readonly GraphNode[];
  readonly byName: ReadonlyMap<string, GraphNode | InputDecl | ChoiceDecl>;
  readonly mapByName: ReadonlyMap<string, MapDecl>;
}
