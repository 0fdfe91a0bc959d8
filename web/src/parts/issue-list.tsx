import type { Issue } from 'buildout';

interface IssueListProps {
  readonly issues: readonly Issue[];
  /** What is shown meanwhile. */
  readonly meanwhile: string;
}

/** Faults of a case, each with its place, what was found, what was expected and how to mend it. */
export function IssueList({ issues, meanwhile }: IssueListProps) {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const count = errors.length === 1 ? '1 fault' : `${errors.length} faults`;
  return (
    <section className="issues" role="alert" aria-label="Faults of the case">
      <h2>{count} in the case</h2>
      <p>{meanwhile}</p>
      <ol>
        {issues.map((issue, i) => (
          <li key={i}>
            <code>{placeOf(issue)}</code> <b>{issue.message}</b>
            {issue.found !== undefined && <span> Found: {issue.found}.</span>}
            {issue.expected !== undefined && <span> Expected: {issue.expected}.</span>}
            {issue.fix !== undefined && <span> To mend it: {issue.fix}.</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function placeOf({ at, code }: Issue): string {
  return at ? `${at.file}:${at.line}:${at.column}` : code;
}
