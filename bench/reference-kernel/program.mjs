/**
 * The reference kernel of ../shared/bench/simperf as formula text: 40 quarters of demand, building, fleet, dispatch, contracts
 * and accounts over 8 segments, 8 chips, 12 phases and 6 contracts, label by label and in the reference's order of operations,
 * so that every double is the reference's. Parameters are inputs; nothing of them is in the text but which label reads which.
 */
export const sizes = { periods: 40, segments: 8, chips: 8, phases: 12, contracts: 6, choices: 4 };

/** Parameters by name, from the lines `name count v0 v1 …`. */
export function readParameters(text) {
  const entries = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([name, , ...values]) => [name, values.map(Number)]);
  return Object.fromEntries(entries);
}

const scalars =
  'pjump jlo jhi er sp pkappa psig pue iue quarter_hours pprice idle util omw orev tax nwc ppe0 ropex'.split(
    ' ',
  );

/** Names of the metrics in the order of the reference's results. */
export const metrics = ['rev', 'share', 'fmw', 'ebit', 'nopat', 'ic', 'fcf', 'roic'];

export function programText(p) {
  const { segments, chips, phases, contracts, choices } = sizes;
  const lines = ['module reference "The reference kernel, label by label"'];
  const say = (text) => lines.push(text);
  const each = (count, write) => Array.from({ length: count }, (_, i) => write(i));
  const node = (name, formula) => say(`${name} : ratio "." = ${formula}`);
  const once = (name, formula) => say(`once ${name} : ratio "." = ${formula}`);
  const input = (name) => say(`input once ${name} : ratio "."`);
  const path = (name) => say(`input ${name} : ratio "."`);

  for (const name of scalars) input(name);
  each(segments, (d) => {
    for (const name of ['x0', 'g0', 'kappa', 'sigma', 'jbeta', 'price0']) input(`${name}_${d}`);
    each(d + 1, (j) => input(`chol_${d}_${j}`));
    for (const name of ['gbar', 'pdecl']) path(`${name}_${d}`);
    each(choices, (a) => {
      input(`thr_${d}_${a}`);
      input(`ithr_${d}_${a}`);
    });
  });
  each(chips, (k) => {
    for (const name of ['w', 'iw', 'idl']) input(`${name}_${k}`);
    for (const name of ['ccost', 'plan']) path(`${name}_${k}`);
  });
  each(phases, (s) => {
    for (const name of ['mw', 'planq', 'sdep']) input(`${name}_${s}`);
    each(6, (j) => input(`dcdf_${s}_${j}`));
  });
  each(contracts, (i) => {
    for (const name of ['chaz', 'cstart', 'cend', 'cfloor']) input(`${name}_${i}`);
  });
  for (const name of ['scapex', 'df']) path(name);
  each(18, (i) => input(`start_${i}`));
  each(12, (i) => path(`draw_${i}`));

  node('t', 'time / 1 period - 1');
  each(phases, (s) =>
    once(
      `online_${s}`,
      [`planq_${s}`, ...each(6, (j) => `where(start_${s} > dcdf_${s}_${j}, 1, 0)`)].join(' + '),
    ),
  );
  each(contracts, (i) => once(`default_${i}`, `(-log(start_${12 + i})) / chaz_${i}`));

  node('jump', 'where(draw_10 < pjump, jlo + (jhi - jlo) * draw_11, 0)');
  each(segments, (d) => {
    const mixed = ['0', ...each(d + 1, (j) => `draw_${j} * chol_${d}_${j}`)].join(' + ');
    node(
      `growth_${d}`,
      `lag(growth_${d}, 1 period, g0_${d}) + kappa_${d} * (gbar_${d} - lag(growth_${d}, 1 period, g0_${d})) + sigma_${d} * (${mixed})`,
    );
    node(`level_${d}`, `lag(level_${d}, 1 period, x0_${d}) + growth_${d} + jbeta_${d} * jump`);
    node(`demand_${d}`, `exp(level_${d})`);
  });
  node('total', ['0', ...each(segments, (d) => `demand_${d}`)].join(' + '));
  node('log_price', 'lag(log_price) - er + sp * draw_8');
  node('price', 'exp(log_price)');
  node('log_power', 'lag(log_power) - pkappa * lag(log_power) + psig * draw_9');
  node('power_price', 'pprice * exp(log_power)');
  const open = (s, value) => `where(t >= online_${s}, ${value}, 0)`;
  node('mw', ['0', ...each(phases, (s) => open(s, `mw_${s}`))].join(' + '));
  node('shell_depreciation', ['0', ...each(phases, (s) => open(s, `sdep_${s}`))].join(' + '));

  each(chips, (k) => node(`kept_${k}`, `lag(fleet_${k}) - lag(bought_${k}, ${p.life[k]} periods)`));
  node('room_0', `max(mw * iue - (${['0', ...each(chips, (k) => `kept_${k} * w_${k}`)].join(' + ')}), 0)`);
  each(chips, (k) => {
    node(`bought_${k}`, `min(plan_${k}, room_${k} * iw_${k})`);
    if (k + 1 < chips) node(`room_${k + 1}`, `room_${k} - bought_${k} * w_${k}`);
    node(`fleet_${k}`, `kept_${k} + bought_${k}`);
    node(`spent_${k}`, `bought_${k} * (ccost_${k} * price)`);
    node(`capacity_${k}`, `fleet_${k} * util`);
  });
  node('capex', ['scapex', ...each(chips, (k) => `spent_${k}`)].join(' + '));
  node(
    'depreciation',
    [
      'lag(depreciation)',
      ...each(chips, (k) => `(spent_${k} - lag(spent_${k}, ${p.dlife[k]} periods)) * idl_${k}`),
    ].join(' + '),
  );

  const left = each(chips, (k) => `capacity_${k}`);
  const unserved = [];
  for (const d of p.order) {
    let need = `demand_${d}`;
    each(choices, (a) => {
      const k = p.list[d * choices + a];
      const used = `used_${d}_${a}`;
      node(used, `min(${need} * ithr_${d}_${a}, ${left[k]})`);
      node(`left_${d}_${a}`, `${left[k]} - ${used}`);
      left[k] = `left_${d}_${a}`;
      node(`need_${d}_${a}`, `${need} - ${used} * thr_${d}_${a}`);
      need = `need_${d}_${a}`;
    });
    unserved[d] = need;
  }

  each(segments, (d) => node(`served_${d}`, `demand_${d} - ${unserved[d]}`));
  node('served', ['0', ...each(segments, (d) => `served_${d}`)].join(' + '));
  const floor = (d) => {
    const i = p.cseg.indexOf(d);
    return i < 0 ? '0' : `where(t >= cstart_${i} and t < cend_${i} and t < default_${i}, cfloor_${i}, 0)`;
  };
  node(
    'rev',
    [
      '0',
      ...each(segments, (d) => `max(served_${d} * (price0_${d} * pdecl_${d} * price), ${floor(d)})`),
    ].join(' + '),
  );
  const busy = (k) => `(fleet_${k} * util - ${left[k]})`;
  node(
    'network',
    ['0', ...each(chips, (k) => `w_${k} * (${busy(k)} + idle * (fleet_${k} - ${busy(k)}))`)].join(' + '),
  );
  node('share', 'served / total');
  node('fmw', 'network * pue');
  node('dp', 'depreciation + shell_depreciation');
  node(
    'ebit',
    'rev - fmw * (quarter_hours * power_price) - (omw * mw + orev * rev + ropex * lag(property, 1 period, ppe0)) - dp',
  );
  node('taxed', 'max(ebit - lag(losses), 0)');
  node('losses', 'max(lag(losses) - ebit, 0)');
  node('nopat', 'ebit - tax * taxed');
  node('property', 'lag(property, 1 period, ppe0) + capex - dp');
  node('working', 'nwc * rev');
  node('fcf', 'nopat + dp - capex - (working - lag(working))');
  node('ic', 'property + working');
  node('roic', '4 * nopat / lag(ic, 1 period, ppe0)');
  node('value', 'lag(value) + fcf * df');
  once('npv', 'final(value)');
  return lines.join('\n');
}

/** Numbers of every input that is not drawn. */
export function inputsOf(p) {
  const { periods, segments, chips, phases, contracts, choices } = sizes;
  const inputs = new Map();
  const number = (name, value) =>
    inputs.set(name, { values: Float64Array.of(value), byTime: false, byPath: false });
  const series = (name, at) =>
    inputs.set(name, {
      values: Float64Array.from({ length: periods }, (_, t) => at(t)),
      byTime: true,
      byPath: false,
    });
  scalars.forEach((name, i) => number(name, p.sc[i]));
  const list = (name, count) => {
    for (let i = 0; i < count; i++) number(`${name}_${i}`, p[name][i]);
  };
  for (const name of ['x0', 'g0', 'kappa', 'sigma', 'jbeta', 'price0']) list(name, segments);
  for (let d = 0; d < segments; d++) {
    for (let j = 0; j <= d; j++) number(`chol_${d}_${j}`, p.chol[d * 8 + j]);
    for (const name of ['gbar', 'pdecl']) series(`${name}_${d}`, (t) => p[name][t * segments + d]);
    for (let a = 0; a < choices; a++) {
      number(`thr_${d}_${a}`, p.thr[d * choices + a]);
      number(`ithr_${d}_${a}`, p.ithr[d * choices + a]);
    }
  }
  for (const name of ['w', 'iw', 'idl']) list(name, chips);
  for (let k = 0; k < chips; k++) {
    for (const name of ['ccost', 'plan']) series(`${name}_${k}`, (t) => p[name][t * chips + k]);
  }
  for (const name of ['mw', 'planq', 'sdep']) list(name, phases);
  for (let s = 0; s < phases; s++) for (let j = 0; j < 6; j++) number(`dcdf_${s}_${j}`, p.dcdf[s * 6 + j]);
  for (const name of ['chaz', 'cstart', 'cend', 'cfloor']) list(name, contracts);
  for (const name of ['scapex', 'df']) series(name, (t) => p[name][t]);
  return inputs;
}

/** What the module draws itself, with the reference's counters: five blocks before the first quarter, three in each. */
export function kernelDraws() {
  const draw = (input, block, perPeriod, word, as) => ({
    input,
    element: 0,
    counter: { second: block, perPeriod, third: 0, fourth: 0 },
    word,
    bits: 'uniform32',
    as,
  });
  return [
    ...Array.from({ length: 18 }, (_, i) => draw(`start_${i}`, Math.floor(i / 4), 0, i % 4, 'uniform')),
    ...Array.from({ length: 12 }, (_, i) =>
      draw(`draw_${i}`, 5 + Math.floor(i / 4), 3, i % 4, i < 10 ? 'normal' : 'uniform'),
    ),
  ];
}
