import type { RowReader } from './read-rows.ts';
import { optional } from './read-rows.ts';
import type { ChipFact, ChipHourPrice, ModelFact } from './records.ts';
import { toSource } from './source.ts';

/** Reads a row of `silicon/chips.csv`. */
export function readChip(row: RowReader): ChipFact {
  const any = row.numberIfAny;
  return {
    chip: row.text('chip'),
    vendor: row.text('vendor'),
    yearAvailable: row.number('year_available'),
    process: row.text('process'),
    ...optional('bf16Tflops', any('bf16_dense_tflops')),
    ...optional('fp8Tflops', any('fp8_dense_tflops')),
    ...optional('fp4Tflops', any('fp4_dense_tflops')),
    ...optional('memoryGb', any('hbm_gb')),
    ...optional('memoryTbPerSecond', any('hbm_tb_s')),
    ...optional('scaleUpGbPerSecond', any('scaleup_gb_s_per_chip_oneway')),
    ...optional('scaleUpChips', any('scaleup_domain_chips')),
    ...optional('tdpW', any('tdp_w')),
    ...optional('allInKw', any('allin_kw_per_chip')),
    ...optional('tcoUsdPerHour', any('own_tco_usd_hr_hyperscaler')),
    ...optional('rentUsdPerHour', any('market_rent_usd_hr')),
    ...optional('priceLowUsd', any('price_usd_low')),
    ...optional('priceBaseUsd', any('price_usd_base')),
    ...optional('priceHighUsd', any('price_usd_high')),
    priceBasis: row.text('price_basis'),
    ...optional('listUsdPerHour', any('aws_or_list_usd_chip_hr')),
    listBasis: row.text('aws_or_list_basis'),
    ...optional('cores', any('cpu_cores')),
    software: row.text('software'),
    note: row.text('notes'),
    source: row.source(),
  };
}

/** Reads a row of `silicon/models.csv`; the source is that of the price, medium unless recalled, as the file has no confidence. */
export function readModel(row: RowReader): ModelFact {
  const any = row.numberIfAny;
  return {
    model: row.text('model'),
    vendor: row.text('vendor'),
    openWeights: row.text('open_weights') === 'yes',
    ...optional('paramsTotalBn', any('params_total_b')),
    ...optional('paramsActiveBn', any('params_active_b')),
    paramsBasis: row.text('params_basis'),
    ...optional('layers', any('layers')),
    ...optional('modelWidth', any('d_model')),
    ...optional('queryHeads', any('n_q_heads')),
    kvHeads: row.text('n_kv_heads'),
    ...optional('headWidth', any('head_dim')),
    ...optional('kvElementsPerToken', any('kv_elems_per_token')),
    ...optional('experts', any('n_experts')),
    ...optional('expertsPerToken', any('experts_per_token')),
    ...optional('contextTokens', any('context_tokens')),
    release: row.text('release'),
    ...optional('priceInUsdPerM', any('price_in_usd_m')),
    ...optional('priceOutUsdPerM', any('price_out_usd_m')),
    ...optional('priceCachedInUsdPerM', any('price_cached_in_usd_m')),
    ...optional('arenaScore', any('lmarena_text_style_control_2025_12_17')),
    ...optional('aaIndex', any('aa_index')),
    aaIndexVersion: row.text('aa_index_version'),
    aaSource: row.text('aa_source'),
    note: row.text('note'),
    source: toSource(row.text('price_source'), '', 'medium'),
  };
}

/** Reads a row of `silicon/gpu_hour_prices.csv`. */
export function readChipHourPrice(row: RowReader): ChipHourPrice {
  return {
    date: row.text('date'),
    chip: row.text('chip'),
    provider: row.text('provider_or_index'),
    term: row.text('term'),
    region: row.text('region'),
    usdPerChipHour: row.number('usd_per_chip_hour'),
    ...optional('usdPerInstanceHour', row.numberIfAny('usd_per_instance_hour')),
    instance: row.text('instance'),
    kind: row.text('kind'),
    note: row.text('note'),
    source: row.source(),
  };
}
