import { hasErrors, ok, sortIssues, type Issue, type Outcome } from '../../base/issue.ts';
import { given, originOf, readRows, type Row } from './rows.ts';
import type { Catalogue, Chip, LatencyLimit, Model, Task } from './types.ts';

/** The files of the catalogue, under `data/silicon/`. */
export const catalogueFiles = [
  'chips.csv',
  'chips_more.csv',
  'chip_names.csv',
  'models.csv',
  'workloads.csv',
] as const;

/**
 * Reads the catalogue of chips, models and benchmark tasks from the texts of its files; `chips_own.csv` and `models_own.csv`,
 * where given, add entries of one's own in the same columns and win over the shipped ones.
 *
 * Issues: `serving-file-missing`, `serving-number-malformed`, and those of the table reader.
 *
 * @example readCatalogue(texts).value?.chips.get('H100')?.memoryGb // 80
 */
export function readCatalogue(texts: ReadonlyMap<string, string>): Outcome<Catalogue> {
  const issues: Issue[] = [];
  const names = readRows(texts, 'chip_names.csv', issues);
  const chipNames = new Map(names.map((row) => [row.text('name'), row.text('chip')]));
  const makes = new Map(names.map((row) => [row.text('chip'), row.text('make')]));
  const own = (file: string): readonly Row[] => (texts.has(file) ? readRows(texts, file, issues) : []);
  const chipRows = [
    ...readRows(texts, 'chips.csv', issues),
    ...readRows(texts, 'chips_more.csv', issues),
    ...own('chips_own.csv'),
  ];
  const modelRows = [...readRows(texts, 'models.csv', issues), ...own('models_own.csv')];
  const catalogue: Catalogue = {
    chips: new Map(chipRows.map((row) => [row.text('chip'), chipOf(row, makes)])),
    models: new Map(modelRows.map((row) => [row.text('model'), modelOf(row)])),
    tasks: new Map(
      readRows(texts, 'workloads.csv', issues).map((row) => [row.text('model_family'), taskOf(row)]),
    ),
    chipNames,
  };
  return hasErrors(issues) ? { issues: sortIssues(issues) } : ok(catalogue, issues);
}

function chipOf(row: Row, makes: ReadonlyMap<string, string>): Chip {
  const name = row.text('chip');
  return {
    name,
    make: makes.get(name) ?? (row.text('make') || row.text('vendor').toLowerCase()),
    year: row.number('year_available') ?? 0,
    ...given('bf16Tflops', row.number('bf16_dense_tflops')),
    ...given('fp8Tflops', row.number('fp8_dense_tflops')),
    ...given('fp4Tflops', row.number('fp4_dense_tflops')),
    ...given('memoryGb', row.number('hbm_gb')),
    ...given('memoryTbPerSecond', row.number('hbm_tb_s')),
    ...given('scaleUpGbPerSecond', row.number('scaleup_gb_s_per_chip_oneway')),
    ...given('scaleUpChips', row.number('scaleup_domain_chips')),
    ...given('tdpW', row.number('tdp_w')),
    ...given('allInKw', row.number('allin_kw_per_chip')),
    ...given('priceLowUsd', row.number('price_usd_low')),
    ...given('priceUsd', row.number('price_usd_base')),
    ...given('priceHighUsd', row.number('price_usd_high')),
    ...given('listUsdPerHour', row.number('aws_or_list_usd_chip_hr')),
    ...given('rentUsdPerHour', row.number('market_rent_usd_hr')),
    ...given('cores', row.number('cpu_cores')),
    software: row.text('software'),
    priceBasis: row.text('price_basis'),
    origin: originOf(row.text('source_title'), row.text('source_url'), row.text('confidence')),
  };
}

function modelOf(row: Row): Model {
  return {
    name: row.text('model'),
    vendor: row.text('vendor'),
    isOpen: row.text('open_weights') === 'yes',
    ...given('totalBn', row.number('params_total_b')),
    ...given('activeBn', row.number('params_active_b')),
    ...given('layers', row.number('layers')),
    ...given('width', row.number('d_model')),
    ...given('kvPerToken', row.number('kv_elems_per_token')),
    ...given('inputUsdPerM', row.number('price_in_usd_m')),
    ...given('outputUsdPerM', row.number('price_out_usd_m')),
    ...given('arenaScore', row.number('lmarena_text_style_control_2025_12_17')),
    ...given('intelligenceIndex', row.number('aa_index')),
    indexVersion: row.text('aa_index_version'),
    release: row.text('release'),
    origin: originOf(`${row.text('price_source')} ${row.text('params_basis')}`.trim(), '', 'medium'),
  };
}

function taskOf(row: Row): Task {
  const server = limitOf(row, 'server');
  const interactive = limitOf(row, 'interactive');
  return {
    family: row.text('model_family'),
    model: row.text('model'),
    inputTokens: row.number('input_tokens') ?? 0,
    outputTokens: row.number('output_tokens') ?? 0,
    ...(server ? { server } : {}),
    ...(interactive ? { interactive } : {}),
    firstRound: row.text('first_round'),
    origin: originOf(row.text('source_title'), row.text('source_url'), row.text('confidence')),
  };
}

function limitOf(row: Row, scenario: 'server' | 'interactive'): LatencyLimit | undefined {
  const firstTokenMs = row.number(`${scenario}_ttft_ms`);
  const perTokenMs = row.number(`${scenario}_tpot_ms`);
  return firstTokenMs === undefined || perTokenMs === undefined ? undefined : { firstTokenMs, perTokenMs };
}
