import type { Alternative, NoPlan } from 'buildout';

/** Limits that cannot hold together, with their lines, and each way out as an overlay to copy. */
export function WaysOut({ why }: { readonly why: NoPlan }) {
  return (
    <section>
      {why.limits.length > 0 && (
        <ul>
          {why.limits.map(({ limit, at }) => (
            <li key={limit}>
              {limit}: <code>{at}</code>
            </li>
          ))}
        </ul>
      )}
      {why.relaxations.length > 0 && <h2>The cheapest ways to a plan, each alone</h2>}
      {why.relaxations.map(({ sentence, overlay }) => (
        <OverlayText key={sentence} title={sentence} overlay={overlay} />
      ))}
    </section>
  );
}

/** Plans nearly as good, each as an overlay to copy. */
export function AlternativeOverlays({ plans }: { readonly plans: readonly Alternative[] }) {
  return plans.map(({ name, overlay }) => (
    <OverlayText key={name} title={`Overlay of the plan with ${name}`} overlay={overlay} />
  ));
}

function OverlayText({ title, overlay }: { readonly title: string; readonly overlay: string }) {
  return (
    <details>
      <summary>{title}</summary>
      <pre tabIndex={0} aria-label={title} style={{ overflowX: 'auto' }}>
        {overlay}
      </pre>
    </details>
  );
}
