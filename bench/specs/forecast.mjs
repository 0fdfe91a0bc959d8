import { benchmarkSet, trainingBytes } from '../forecast-data.mjs';

const sets = [
  { name: 'm3_quarterly', frequency: 'Q', season: 4 },
  { name: 'm3_monthly', frequency: 'M', season: 12 },
  { name: 'm4_hourly', frequency: 'H', season: 24 },
];

/** Accuracy and time of `forecastSet` with back-test on one public set, scored on values it never saw. */
export const forecastSpecs = sets.map(({ name, frequency, season }) => ({
  name: `forecast-${name.replace('_', '-')}`,
  phase: 'forecast',
  sentence: `Forecast ${name}, back-test included, and score it (peers: ../shared/data/benchmarks/forecast/peer_scores.csv)`,
  async prepare({ isSmoke }) {
    const data = benchmarkSet(name)?.slice(0, isSmoke ? 30 : undefined);
    if (!data) return absent();
    const { forecastSet, makeSeriesReader, scoreForecasts } = await import('../../dist/forecast/index.js');
    const reader = makeSeriesReader(name);
    reader.push(trainingBytes(name));
    const series = reader.end().series.slice(0, data.length);
    const horizon = data[0].actuals.length;
    return {
      size: `${series.length} series, ${horizon} ahead`,
      items: series.length,
      rounds: 1,
      variants: {
        buildout: () => {
          const before = process.cpuUsage();
          const set = forecastSet(series, { horizon, frequency });
          const { user, system } = process.cpuUsage(before);
          const cpu = ((user + system) / 1e6).toFixed(1);
          const judged = set.series.map(({ bands, values }, i) => ({
            ...bands.buildout,
            actuals: data[i].actuals,
            change: meanChange(values, season),
          }));
          return `${words(scoreForecasts(judged))}, ${cpu} CPU s`;
        },
      },
    };
  },
}));

function absent() {
  return {
    size: 'no benchmark data: set BUILDOUT_SHARED',
    items: 0,
    rounds: 1,
    variants: { buildout: () => 'not measured: the benchmark data are not there' },
  };
}

function words({ smape, mase, msis, covered80, covered95, pinball }) {
  const percent = (share) => `${(100 * share).toFixed(1)}%`;
  return `sMAPE ${smape.toFixed(2)}, MASE ${mase.toFixed(3)}, MSIS ${msis.toFixed(2)}, coverage ${percent(covered80)} and ${percent(covered95)}, pinball ${pinball.toFixed(4)}`;
}

function meanChange(values, season) {
  let sum = 0;
  for (let t = season; t < values.length; t++) sum += Math.abs(values[t] - values[t - season]);
  return sum / (values.length - season);
}
