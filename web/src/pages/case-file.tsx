import { headlineYear, writeVerdict } from 'buildout/view';
import { useStore } from '../context.tsx';
import { CaseTextsPanel } from '../editor/case-texts.tsx';
import { KeyFigures } from '../parts/key-figures.tsx';
import { Overlays } from '../parts/overlays.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { toggleOverlay } from '../state/change.ts';
import { useBase } from '../session/use-base.ts';
import type { PageProps } from './page.ts';

/** The case's own files to read and to change, and what they answer. */
export function CaseFile({ result }: Partial<PageProps>) {
  const { store } = useStore();
  return (
    <>
      {result && <Answer result={result} />}
      <Overlays toggle={(name) => store.change(toggleOverlay(name))} />
      <CaseTextsPanel />
    </>
  );
}

/** What the applied text answers. */
function Answer({ result }: PageProps) {
  const year = headlineYear(result);
  return (
    <>
      <VerdictCard answers={writeVerdict(result).filter(({ isLead }) => isLead)} />
      <KeyFigures
        result={result}
        base={useBase()}
        figures={[
          { metric: 'npv', words: 'NPV, less capital in place at the start' },
          { metric: 'irr', words: 'IRR, with residual' },
          ...(year === undefined ? [] : [{ metric: 'roic.d2', words: 'ROIC (D2, incl. CIP)', year }]),
        ]}
      />
    </>
  );
}
