import type { RunResult } from 'buildout';
import { chainLinks } from 'buildout/view';
import { NumberButton } from './number-button.tsx';

interface ChainProps {
  readonly result: RunResult;
  readonly year: string;
}

/** How a dollar becomes a return: each number of the chain opens its trace, the rate to the next stands under it. */
export function Chain({ result, year }: ChainProps) {
  const links = chainLinks(result, year);
  return (
    <section aria-label={`From dollars to return, ${year}`}>
      <h2>From dollars to return, {year}</h2>
      <ol className="chain">
        {links.map(({ metric, words, text, rate }) => (
          <li key={metric}>
            <span className="what">{words}</span>
            <span className="much">
              <NumberButton metric={metric} period={year} label={words}>
                {text}
              </NumberButton>
            </span>
            <span className="rate">{rate}</span>
          </li>
        ))}
      </ol>
      <p className="caption">
        Means over paths; capital spending, revenue and profit in the year, the others at its end. Power and
        chips are the whole fleet and not only what the year’s spending bought.
      </p>
    </section>
  );
}
