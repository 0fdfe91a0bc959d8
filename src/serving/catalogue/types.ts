/** How a catalogue value is known: tier 1 measurement or filing, 2 seen in a source, 3 second-hand, 4 recalled or estimated. */
export interface Origin {
  readonly title: string;
  readonly url: string;
  readonly tier: 1 | 2 | 3 | 4;
}

/** One accelerator, or one server of a processor; a figure that is not known is left out. */
export interface Chip {
  readonly name: string;
  /** Calibration family, such as `nvidia-hopper`: chips whose software and efficiency are alike. */
  readonly make: string;
  readonly year: number;
  readonly bf16Tflops?: number;
  readonly fp8Tflops?: number;
  readonly fp4Tflops?: number;
  readonly memoryGb?: number;
  readonly memoryTbPerSecond?: number;
  /** One way, per chip. */
  readonly scaleUpGbPerSecond?: number;
  readonly scaleUpChips?: number;
  readonly tdpW?: number;
  /** With its share of server and network. */
  readonly allInKw?: number;
  readonly priceLowUsd?: number;
  readonly priceUsd?: number;
  readonly priceHighUsd?: number;
  readonly listUsdPerHour?: number;
  readonly rentUsdPerHour?: number;
  readonly cores?: number;
  readonly software: string;
  readonly origin: Origin;
  readonly priceBasis: string;
}

/** One model as far as its architecture is disclosed, with list price and quality. */
export interface Model {
  readonly name: string;
  readonly vendor: string;
  readonly isOpen: boolean;
  readonly totalBn?: number;
  readonly activeBn?: number;
  readonly layers?: number;
  readonly width?: number;
  /** Elements of key-value cache per token, all layers. */
  readonly kvPerToken?: number;
  readonly release: string;
  readonly inputUsdPerM?: number;
  readonly outputUsdPerM?: number;
  readonly arenaScore?: number;
  readonly intelligenceIndex?: number;
  readonly indexVersion: string;
  readonly origin: Origin;
}

/** Latency limits at the 99th percentile: time to first token and time per output token after it. */
export interface LatencyLimit {
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
}

/** A benchmark's task: a model, mean lengths of request and answer, and its limits by scenario. */
export interface Task {
  readonly family: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly server?: LatencyLimit;
  readonly interactive?: LatencyLimit;
  /** Round in which the task first appeared, such as `v5.1`. */
  readonly firstRound: string;
  readonly origin: Origin;
}

/** What the catalogue's files hold, by name. */
export interface Catalogue {
  readonly chips: ReadonlyMap<string, Chip>;
  readonly models: ReadonlyMap<string, Model>;
  readonly tasks: ReadonlyMap<string, Task>;
  /** Chip names as benchmarks write them, to catalogue names. */
  readonly chipNames: ReadonlyMap<string, string>;
}
