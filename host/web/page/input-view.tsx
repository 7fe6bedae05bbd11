// What the board was fed, drawn: a picture or a spectrogram on a canvas, a table's features as bars.
import { useEffect, useRef } from 'preact/hooks';
import type { ShownInput } from '../messages.ts';

/** @param name what a screen reader says of it */
export function InputView({ input, name }: { readonly input: ShownInput; readonly name: string }) {
  if (input.kind === 'table') return <FeatureTable features={input.features} name={name} />;
  if (input.kind === 'absent') return <p class="quiet absent">The history has left this input out.</p>;
  return (
    <div class={`input ${input.kind}`}>
      <PixelCanvas input={input} name={name} />
      {input.kind === 'spectrogram' && (
        <span class="axes quiet" aria-hidden="true">
          <span>↑ frequency</span>
          <span>time, 1 s →</span>
        </span>
      )}
    </div>
  );
}

type Picture = Extract<ShownInput, { readonly rgb: string }>;

function PixelCanvas({ input, name }: { readonly input: Picture; readonly name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(new ImageData(pixelsOf(input), input.columns, input.rows), 0, 0);
  }, [input]);
  return <canvas ref={canvas} width={input.columns} height={input.rows} role="img" aria-label={name} />;
}

/** [rows, columns, 4]. A spectrogram's levels become colours, from quiet to loud. */
function pixelsOf({ rgb, kind }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(rgb), (character) => character.charCodeAt(0));
  const pixels = new Uint8ClampedArray((bytes.length / 3) * 4);
  for (let pixel = 0; 3 * pixel < bytes.length; pixel++) {
    const colour = kind === 'picture' ? bytes.subarray(3 * pixel, 3 * pixel + 3) : heatOf(bytes[3 * pixel] / 255);
    pixels.set(colour, 4 * pixel);
    pixels[4 * pixel + 3] = 255;
  }
  return pixels;
}

/** Black, violet, orange, pale: lightness rises throughout, so that it reads without colours too. */
const heat = [
  [0, 0, 4],
  [62, 15, 98],
  [152, 45, 92],
  [229, 92, 48],
  [251, 182, 26],
  [252, 255, 196],
];

function heatOf(share: number): number[] {
  const at = share * (heat.length - 1);
  const low = Math.min(heat.length - 2, Math.floor(at));
  return heat[low].map((channel, i) => channel + (at - low) * (heat[low + 1][i] - channel));
}

type Features = Extract<ShownInput, { readonly kind: 'table' }>['features'];

function FeatureTable({ features, name }: { readonly features: Features; readonly name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="input features" aria-label={name} tabIndex={0}>
      <table>
        <tbody>
          {features.map(({ name: feature, value, share }) => (
            <tr key={feature} style={{ '--share': `${100 * share}%` }}>
              <th scope="row">{feature}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
