import type { ReactNode } from 'react';
import type { Answered } from '../session/use-answer.ts';
import { IssueList } from './issue-list.tsx';

interface LongWorkProps<T> {
  readonly answered: Answered<T>;
  /** What is under way, such as “Looking for break-evens”. */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}

/** An answer of the desk: how far it is and how to stop it, its faults, and what it says; the one before stays while it is worked out. */
export function LongWork<T>({ answered, what, children }: LongWorkProps<T>) {
  const { value, share, issues, failure, isStopped, isCurrent, stop, again } = answered;
  return (
    <>
      {share !== undefined && (
        <p className="long-work" role="status">
          {what} … <progress value={share} aria-label={what} />{' '}
          <button type="button" className="plain" onClick={stop}>
            Stop
          </button>
        </p>
      )}
      {isStopped && (
        <p className="long-work" role="status">
          Stopped.{' '}
          <button type="button" className="plain" onClick={again}>
            Go on
          </button>
        </p>
      )}
      {issues && <IssueList issues={issues} meanwhile="This question could not be answered." />}
      {failure !== undefined && <p className="issues" role="alert" children={failure} />}
      {value !== undefined && <div aria-busy={!isCurrent}>{children(value)}</div>}
    </>
  );
}
