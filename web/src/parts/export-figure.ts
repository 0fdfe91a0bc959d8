import { drawFigure, pieceWords, type FigureSpec, type TableSpec } from 'buildout/view';
import { saveBlob, saveText } from './save-text.ts';

export function saveSvg(figure: FigureSpec): void {
  saveText(`${figure.id}.svg`, standaloneSvg(figure).svg, 'image/svg+xml');
}

/** Saves a chart as a picture of twice its size in pixels. */
export async function savePicture(figure: FigureSpec): Promise<void> {
  const { svg, width, height } = standaloneSvg(figure);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && saveBlob(`${figure.id}.png`, blob), 'image/png');
}

/** Numbers of a table as CSV, quoted where needed. A text that a spreadsheet would run as a formula is quoted with an apostrophe. */
export function csvOf(table: TableSpec): string {
  const rows = [
    table.columns.map(({ title }) => title),
    ...table.rows.map(({ cells }) => cells.map(pieceWords)),
  ];
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

function csvCell(text: string): string {
  const number = text.replace(/^−/, '-').replaceAll(/(?<=\d),(?=\d{3})/g, '');
  if (/^-?\d+(\.\d+)?$/.test(number)) return number;
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A chart with its colours and its type written into it, so that it looks alike outside of the page. */
function standaloneSvg(figure: FigureSpec) {
  const markup = drawFigure(figure, { document, kind: 'wide' }).markup;
  const style = getComputedStyle(document.documentElement);
  const coloured = markup.replaceAll(/var\((--[a-z0-9]+)\)/g, (_all, name: string) =>
    style.getPropertyValue(name).trim(),
  );
  const [, , width = 1040, height = 400] = (/viewBox="([^"]+)"/.exec(markup)?.[1] ?? '')
    .split(/[ ,]+/)
    .map(Number);
  const [ink, paper] = ['--ink', '--paper'].map((name) => style.getPropertyValue(name).trim());
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" color="${ink}" font-family="sans-serif" font-size="12" style="background:${paper}" `;
  const title = `<title>${escapeText(figure.title)}</title>`;
  const body = coloured.replace(/ xmlns="[^"]*"/, '').replace('<svg ', head);
  return { svg: body.replace('>', `>${title}`), width, height };
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
