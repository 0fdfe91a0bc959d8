import type { ReactNode } from 'react';
import { useStore } from '../context.tsx';
import { openTrace } from '../state/change.ts';

interface NumberProps {
  /** Metric id, such as `roic.d2`. */
  readonly metric: string;
  /** Period or fiscal year; none for a metric of the whole horizon. */
  readonly period?: string | undefined;
  /** What the number is, for those who cannot see where it stands. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A number that opens its trace. */
export function NumberButton({ metric, period, label, children }: NumberProps) {
  const { store } = useStore();
  return (
    <button
      type="button"
      className="number"
      data-metric={metric}
      data-period={period}
      title="Where this number comes from"
      onClick={() => store.change(openTrace({ metric, period }))}
    >
      <span className="unseen">{label}: </span>
      {children}
    </button>
  );
}
