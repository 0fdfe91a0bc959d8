import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the colours and type of the page; its style sheet stands in the shadow root, where those names are inherited. */
export const editorLook = [
  EditorView.theme({
    '&': {
      backgroundColor: 'var(--paper)',
      border: '1px solid var(--quiet)',
      color: 'var(--ink)',
      fontSize: 'var(--t1)',
      height: 'min(70vh, 52rem)',
    },
    '&.cm-focused': { outline: '2px solid var(--c1)', outlineOffset: '1px' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
    '.cm-content': { caretColor: 'var(--ink)' },
    '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
    // Strong enough to be told from the paper, weak enough for text to be read upon it.
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'color-mix(in srgb, var(--c1) 28%, var(--paper))',
    },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '.cm-gutters': { backgroundColor: 'var(--tint)', border: '0', color: 'var(--quiet)' },
    '.cm-overlaid': { color: 'var(--c2)', fontFamily: 'var(--sans)', paddingLeft: 'var(--s4)' },
    '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--c3) 35%, var(--paper))' },
    '.cm-panels': { backgroundColor: 'var(--tint)', color: 'var(--ink)' },
    '.cm-panels button, .cm-panels input': {
      backgroundColor: 'var(--paper)',
      backgroundImage: 'none',
      border: '1px solid var(--quiet)',
      borderRadius: '3px',
      color: 'var(--ink)',
      font: 'var(--t1)/1.4 var(--sans)',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--paper)',
      border: '1px solid var(--quiet)',
      color: 'var(--ink)',
      font: 'var(--t1)/1.4 var(--sans)',
      maxWidth: 'min(30rem, 92vw)',
    },
    '.cm-tooltip.about-key': { padding: 'var(--s1) var(--s2)' },
    '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      backgroundColor: 'var(--c1)',
      color: 'var(--paper)',
    },
    '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.8' },
    '.cm-diagnostic': { fontFamily: 'var(--sans)' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.comment, color: 'var(--quiet)' },
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--c1)', fontWeight: '600' },
      { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--quiet)' },
    ]),
  ),
];
