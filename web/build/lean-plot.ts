import type { Plugin } from 'vite';

/** What the library of charts brings along and no chart of ours uses: projections of maps, and named scales of colour. */
const leftOut = [
  { file: /\/@observablehq\/plot\/src\/projection\.js$/, what: 'projections of maps' },
  { file: /\/@observablehq\/plot\/src\/scales\/schemes\.js$/, what: 'named scales of colour' },
];

/** Exports that are asked about every chart: they have nothing to say of one without a projection or a named scale. */
const askedAlways = /^(createProjection|hasProjection|projectionAspectRatio|is[A-Z]\w*)$/;

/**
 * Puts stand-ins that refuse in place of the parts of Plot that are left out: some 15 kB of compressed script less before the first view. A
 * chart that needs one of them fails where it is drawn, by name; take the part out of the list then.
 */
export function leanPlot(): Plugin {
  return {
    name: 'buildout-lean-plot',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const part = leftOut.find(({ file }) => file.test(id.replaceAll('\\', '/')));
      if (!part) return undefined;
      const names = exportsOf(code);
      if (names.length === 0) this.error(`no exports were found in ${id}`);
      const refuse = `const refuse = () => { throw new Error('The app leaves out ${part.what}'); };`;
      const none =
        'const none = (asked) => (typeof (asked?.projection ?? undefined) === "undefined" ? undefined : refuse());';
      const stands = names.map(
        (name) => `export const ${name} = ${askedAlways.test(name) ? 'none' : 'refuse'};`,
      );
      return { code: [refuse, none, ...stands].join('\n'), map: null };
    },
  };
}

/** Names in `export { a, b as c }` and `export function d`. */
function exportsOf(code: string): readonly string[] {
  const lists = [...code.matchAll(/export\s*\{([^}]*)\}/g)].flatMap(([, names]) => names!.split(','));
  const listed = lists.map((each) =>
    each
      .trim()
      .split(/\s+as\s+/)
      .at(-1)!,
  );
  const declared = [...code.matchAll(/export\s+(?:function|const|class)\s+(\w+)/g)].map(([, name]) => name!);
  return [...listed, ...declared].filter((name) => /^\w+$/.test(name));
}
