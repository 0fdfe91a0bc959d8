import { StateEffect, StateField, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

/** A line of which a value does not count, and what counts instead. */
export interface OverlaidLine {
  readonly line: number;
  /** Such as `2027-10 by overlays/late-power.yaml`. */
  readonly words: string;
}

const setLines = StateEffect.define<readonly OverlaidLine[]>();

/** What counts instead of a line, written under it, since lines are often longer than the editor is wide; it moves with the text. */
export const overlaidLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects, state }) => {
    const found = effects.find((effect) => effect.is(setLines));
    if (!found) return before.map(changes);
    const { doc } = state;
    const marks = (found.value as readonly OverlaidLine[])
      .filter(({ line }) => line >= 1 && line <= doc.lines)
      .map(({ line, words }): Range<Decoration> => {
        const widget = Decoration.widget({ widget: new Words(words), side: 1, block: true });
        return widget.range(doc.line(line).to);
      });
    return Decoration.set(marks, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function showOverlaid(view: EditorView, lines: readonly OverlaidLine[]): void {
  view.dispatch({ effects: setLines.of(lines) });
}

class Words extends WidgetType {
  constructor(private readonly words: string) {
    super();
  }

  override eq(other: Words): boolean {
    return other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const note = document.createElement('div');
    note.className = 'cm-overlaid';
    note.textContent = `↑ instead: ${this.words}`;
    return note;
  }
}
