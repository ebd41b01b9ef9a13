import type { Palette } from '@lianfang/screen/kit';

/** What a picture of a chart says of itself. */
export interface Picture {
  readonly chart: HTMLCanvasElement;
  readonly title: string;
  readonly lines: readonly string[];
  readonly legend: readonly { readonly name: string; readonly colour: string }[];
  readonly palette: Palette;
}

const FONT = '"Inter Variable", "Noto Sans TC Variable", sans-serif';
const EDGE = 24;
const LINE = 20;
const TITLE = 40;
const LEGEND = 200;

/** The chart as PNG with title, legend and notes under it, in the colours of the page. @throws Error where it can't be drawn. */
export async function drawPicture({ chart, title, lines, legend, palette }: Picture): Promise<Blob> {
  const scale = Math.max(1, chart.width / Math.max(1, chart.clientWidth));
  const [width, height] = [Math.max(900, chart.clientWidth) + 2 * EDGE, chart.clientHeight];
  const columns = Math.max(1, Math.floor((width - 2 * EDGE) / LEGEND));
  const legendHeight = Math.ceil(legend.length / columns) * LINE;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser draws no pictures.');
  context.font = `12px ${FONT}`;
  const wrapped = lines.flatMap((line) => wrap(line, width - 2 * EDGE, (text) => context.measureText(text).width));
  canvas.width = width * scale;
  canvas.height = (TITLE + height + legendHeight + wrapped.length * LINE + 3 * EDGE) * scale;
  context.scale(scale, scale);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  context.font = `600 18px ${FONT}`;
  context.fillText(title, EDGE, EDGE + 8);
  context.drawImage(chart, EDGE, EDGE + TITLE - 12, chart.clientWidth, height);
  context.font = `12px ${FONT}`;
  let top = EDGE + TITLE + height;
  legend.forEach(({ name, colour }, at) => {
    const left = EDGE + (at % columns) * LEGEND;
    const middle = top + Math.floor(at / columns) * LINE;
    context.fillStyle = colour;
    context.fillRect(left, middle - 5, 10, 10);
    context.fillStyle = palette.text;
    context.fillText(name, left + 16, middle, LEGEND - 24);
  });
  top += legendHeight + EDGE / 2;
  context.fillStyle = palette.textSecondary;
  wrapped.forEach((line, at) => context.fillText(line, EDGE, top + at * LINE));
  return new Promise((ready, fail) =>
    canvas.toBlob((blob) => (blob === null ? fail(new Error('The picture is empty.')) : ready(blob)), 'image/png'),
  );
}

/** A text in lines of a width; Chinese may break anywhere. */
export function wrap(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(/(?<=[\s、，；])|(?<=[^ -~])/u)) {
    if (line !== '' && measure(line + part) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  }
  return line === '' ? lines : [...lines, line];
}
