/** The page's side of the Amazon redraw: opens studies from the texts of a case, and moves one value to and fro. */
import { webRunner } from '../../dist/runners/web-runner.js';
import { openLive, openStudy } from '../../dist/study/index.js';

const moved = new Map();

window.jobs = {
  isIsolated: () => window.crossOriginIsolated,
  /** Opens the case with either setting; `options` are those of openLive. */
  open({ label, texts, settings, options, workers }) {
    const studies = settings.map((setting) => open(texts, setting));
    const live = openLive(studies[0], { ...options, runner: webRunner({ workers }) });
    moved.set(label, { live, studies, turn: 0 });
  },
  /** One move; the seconds are the page's, from the changed study to the fans. */
  async move(label) {
    const each = moved.get(label);
    const start = performance.now();
    const fans = await each.live.redraw(each.studies[each.turn++ % 2]);
    return { seconds: (performance.now() - start) / 1000, fans };
  },
};

function open({ files, main }, setting) {
  const { value, issues } = openStudy({ files: new Map(files), main, overlays: [], sets: [setting] });
  if (!value) throw new Error(issues.map((issue) => issue.message).join('\n'));
  return value;
}
