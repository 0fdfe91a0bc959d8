import { annuity } from '../../num/index.ts';

/** What it takes to own a chip and keep it running. */
export interface Ownership {
  readonly priceUsd: number;
  /** Server, network and storage bought with each chip. */
  readonly attachUsd: number;
  /** IT power with its share of server and network. */
  readonly allInKw: number;
  readonly lifeYears: number;
  readonly wacc: number;
  readonly site: Site;
  /** Share of hours sold. */
  readonly utilisation: number;
}

/** What the place costs. */
export interface Site {
  readonly powerUsdPerMwh: number;
  readonly pue: number;
  /** Building and electrical plant per kW of IT power. */
  readonly shellUsdPerKw: number;
  readonly shellLifeYears: number;
  /** Staff, maintenance and spares a year, as a share of chip and attach. */
  readonly operationsShare: number;
  /** Share of nameplate power that is drawn on average. */
  readonly draw: number;
}

/** A site like those of the Amazon case: facility 11.7 $m/MW over 20 years, energy at 75 $/MWh, PUE 1.2. */
export const usualSite: Site = {
  powerUsdPerMwh: 75,
  pue: 1.2,
  shellUsdPerKw: 11_700,
  shellLifeYears: 20,
  operationsShare: 0.05,
  draw: 0.71,
};

/** Cost of an hour by what it pays for; `perSoldHour` spreads it over the hours that are sold. */
export interface ChipHour {
  readonly chipUsd: number;
  readonly siteUsd: number;
  readonly energyUsd: number;
  readonly operationsUsd: number;
  readonly totalUsd: number;
  readonly perSoldHourUsd: number;
}

const hoursPerYear = 8760;

/**
 * Cost of owning a chip for an hour: level payments that return chip and site with the cost of capital, energy drawn, and operations.
 *
 * Source: capital recovery, Luenberger, "Investment Science", section 3.2. USD of the year of purchase.
 *
 * @example chipHour({ priceUsd: 40000, attachUsd: 10000, allInKw: 2, lifeYears: 5, wacc: 0.1, site: usualSite, utilisation: 1 }).totalUsd
 */
export function chipHour({
  priceUsd,
  attachUsd,
  allInKw,
  lifeYears,
  wacc,
  site,
  utilisation,
}: Ownership): ChipHour {
  const chipUsd = annuity(priceUsd + attachUsd, wacc, lifeYears) / hoursPerYear;
  const siteUsd = annuity(site.shellUsdPerKw * allInKw, wacc, site.shellLifeYears) / hoursPerYear;
  const energyUsd = (allInKw * site.draw * site.pue * site.powerUsdPerMwh) / 1000;
  const operationsUsd = (site.operationsShare * (priceUsd + attachUsd)) / hoursPerYear;
  const totalUsd = chipUsd + siteUsd + energyUsd + operationsUsd;
  return { chipUsd, siteUsd, energyUsd, operationsUsd, totalUsd, perSoldHourUsd: totalUsd / utilisation };
}
