import { useState, type FormEvent } from 'react';
import type { PlanResult } from 'buildout';
import { IssueList } from '../../parts/issue-list.tsx';
import type { Forced } from './use-planning.ts';

interface WhyNotProps {
  readonly plan: PlanResult;
  readonly forced: readonly Forced[];
  /** The choice that is being planned with. */
  readonly asking: string | undefined;
  /** Whether the planner can be asked now. */
  readonly isFree: boolean;
  readonly ask: (choice: string) => void;
}

/** Forces a choice upon the plan: what it costs, and what then binds. */
export function WhyNotPart({ plan, forced, asking, isFree, ask }: WhyNotProps) {
  const choices = choicesOf(plan);
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '' && isFree) ask(text.trim());
  };
  return (
    <section>
      <h2>Why not otherwise?</h2>
      <form className="filters" onSubmit={submit}>
        <label>
          With this choice forced{' '}
          <input
            type="text"
            list="plan-choices"
            value={text}
            placeholder={choices[0] ?? 'leave out a phase'}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <datalist id="plan-choices">
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
        <button type="submit" disabled={!isFree} data-act="why-not">
          What would it cost?
        </button>
        <p role="status">{asking === undefined ? '' : `Planning anew with “${asking}” …`}</p>
      </form>
      {forced.map(({ choice, answer, issues }) => (
        <article key={choice} className="forced">
          {answer && <p className="answer">{answer.sentence}</p>}
          {answer && answer.binds.length > 0 && (
            <>
              <p>What is dearer with it:</p>
              <ul>
                {answer.binds.map((line) => (
                  <li key={line} children={line} />
                ))}
              </ul>
            </>
          )}
          {issues && <IssueList issues={issues} meanwhile="The plan stands as it was." />}
        </article>
      ))}
    </section>
  );
}

/** Choices other than those of the plan, in the words of the command. */
function choicesOf({ phases, contracts, orders, periods }: PlanResult): readonly string[] {
  const second = periods[1] ?? periods[0]!;
  return [
    ...phases
      .filter(({ status }) => status !== 'committed')
      .flatMap(({ phase, isBuilt }) => [isBuilt ? `leave out ${phase}` : `start ${phase} in ${second}`]),
    ...contracts
      .filter(({ state }) => state === 'offered')
      .map(({ contract, isAccepted }) => `${isAccepted ? 'reject' : 'accept'} ${contract}`),
    ...[...new Set(orders.map(({ chip }) => chip))].map((chip) => `order no ${chip}`),
  ];
}
