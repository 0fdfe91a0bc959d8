import type { Answer } from 'buildout/view';

interface VerdictProps {
  readonly answers: readonly Answer[];
  /** Tells several on one page apart. */
  readonly label?: string;
}

/** The verdict of a page in words: the sentence that answers its question first, the others below. */
export function VerdictCard({ answers, label = 'Verdict' }: VerdictProps) {
  if (answers.length === 0) return undefined;
  const lead = answers.filter(({ isLead }) => isLead);
  const others = answers.filter(({ isLead }) => !isLead);
  return (
    <section className="verdict-card" aria-label={label}>
      {lead.map(({ sentence }) => (
        <p key={sentence} className="lead" children={joinMinus(sentence)} />
      ))}
      <div className="verdict">
        {others.map(({ topic, sentence }) => (
          <p key={topic}>
            <b>{topic}.</b> {joinMinus(sentence)}
          </p>
        ))}
      </div>
    </section>
  );
}

/** Keeps a minus sign on the line of its number. */
function joinMinus(text: string): string {
  return text.replaceAll('−', '−\u2060');
}
