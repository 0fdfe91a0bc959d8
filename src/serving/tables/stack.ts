const stacks = ['llmboost', 'tensorrt', 'vllm', 'sglang', 'pytorch', 'jax', 'neuron'] as const;

/** Serving software of a benchmark row; where a row says nothing, what the make's rows mostly use. */
export function stackOf(software: string, make: string): string {
  const text = software.toLowerCase();
  const named = stacks.find((stack) => text.includes(stack));
  if (named) return named;
  if (make === 'cpu') return 'pytorch';
  return make.startsWith('nvidia') ? 'tensorrt' : 'vllm';
}
