import type { Answer } from 'buildout/view';

/** The verdict of a page in words: the sentence that answers its question first, the others below. */
export function VerdictCard({ answers }: { readonly answers: readonly Answer[] }) {
  if (answers.length === 0) return undefined;
  const lead = answers.filter(({ isLead }) => isLead);
  const others = answers.filter(({ isLead }) => !isLead);
  return (
    <section className="verdict-card" aria-label="Verdict">
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
