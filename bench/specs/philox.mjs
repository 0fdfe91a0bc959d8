export const philox = {
  name: 'philox',
  phase: 'simulate',
  sentence: 'Fill an array with uniform draws, against a loop over Math.random, which nobody can repeat',
  async prepare({ isSmoke }) {
    const { fillUniforms } = await import('../../dist/num/index.js');
    const items = isSmoke ? 100_000 : 4_000_000;
    const out = new Float64Array(items);
    return {
      size: `${items} draws`,
      items,
      rounds: 9,
      peer: 'Math.random',
      variants: {
        buildout: () => {
          fillUniforms(out, { seed: 1, pathFrom: 0, stream: 0x811c9dc5, period: 0 });
          return meanOf(out);
        },
        'Math.random': () => {
          for (let i = 0; i < items; i++) out[i] = Math.random();
          return meanOf(out);
        },
      },
    };
  },
};

/** Part of the timed work of both variants; it is small beside the draws. */
function meanOf(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return `mean ${(sum / values.length).toFixed(3)}`;
}
