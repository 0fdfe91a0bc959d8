import { resultParquet } from 'buildout';
import type { Bench } from './bench.ts';
import type { Answers, Questions } from './protocol.ts';

/** Every metric of the shown run as a Parquet table. */
export async function answerParquet(
  { order }: Questions['parquet'],
  { resultOf }: Bench,
): Promise<Answers['parquet']> {
  return resultParquet(await resultOf(order));
}
