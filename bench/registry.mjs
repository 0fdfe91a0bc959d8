/** All benchmark specs, in the order of the phases of a study. A new spec is one file in specs/ and one line here. */
import { amazonEngines } from './specs/amazon-engines.mjs';
import { amazonRedraw } from './specs/amazon-redraw.mjs';
import { caseRead } from './specs/case-read.mjs';
import { forecastSpecs } from './specs/forecast.mjs';
import { appRedraw } from './specs/app-redraw.mjs';
import { chromiumRedraw } from './specs/chromium-redraw.mjs';
import { chromium } from './specs/chromium.mjs';
import { planShapeSpecs } from './specs/plan-shape.mjs';
import { nativeSpecs } from './specs/native-highs.mjs';
import { philox } from './specs/philox.mjs';
import { engineScaling } from './specs/engine-scaling.mjs';
import { millionPaths } from './specs/million-paths.mjs';
import { sobolError } from './specs/sobol-error.mjs';
import { referenceKernel } from './specs/reference-kernel.mjs';

/**
 * A spec has a name, a phase (load, check, forecast, build, solve, simulate, statements, report), a sentence, and
 * `prepare({ isSmoke })`, which does everything that is not to be timed and returns
 * `{ size, items, rounds, peer, variants: { name: () => answer }, close }`: `items` counts what one run handles, `peer` names the
 * variant to compare with, and `answer` is whatever the run found, so that no engine can leave the work out.
 */
export const specs = [
  caseRead,
  ...forecastSpecs,
  philox,
  referenceKernel,
  chromium,
  millionPaths,
  amazonEngines,
  amazonRedraw,
  engineScaling,
  sobolError,
  chromiumRedraw,
  appRedraw,
  ...planShapeSpecs,
  ...nativeSpecs,
];
