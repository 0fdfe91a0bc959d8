export function shapeCase(shape: {
  readonly sites: number;
  readonly chips: number;
  readonly segments: number;
  readonly contracts: number;
  readonly periods: number;
}): string;
