// The last disagreements and mistakes as cards, filtered by the pair of classes that was confused, and saved as a data set.
import { useMemo, useState } from 'preact/hooks';
import type { BoardInfo, GalleryItem } from '../messages.ts';
import { clock, percent } from './format.ts';
import { InputView } from './input-view.tsx';

const atFirst = 24;

export interface GalleryProps {
  readonly board: BoardInfo;
  /** The newest first. */
  readonly items: readonly GalleryItem[];
}

interface Pair {
  /** The true class, or the teacher's. */
  readonly target: number | undefined;
  readonly said: number | undefined;
  readonly count: number;
}

export function Gallery({ board, items }: GalleryProps) {
  const [chosen, setChosen] = useState('');
  const [most, setMost] = useState(atFirst);
  const own = useMemo(() => items.filter(({ imageId }) => imageId === board.student?.imageId), [items, board]);
  const pairs = useMemo(() => pairsOf(own), [own]);
  const name = (label: number | undefined) =>
    label === undefined ? '–' : (board.student?.classes[label] ?? String(label));
  const pair = pairs.find((one) => keyOf(one) === chosen);
  const shown = pair ? own.filter((item) => keyOf(pairOf(item)) === chosen) : own;
  const query = new URLSearchParams({ board: board.id });
  if (pair?.target !== undefined) query.set('target', String(pair.target));
  if (pair?.said !== undefined) query.set('said', String(pair.said));
  return (
    <section aria-labelledby="gallery-title">
      <div class="heading">
        <h2 id="gallery-title">Disagreements and mistakes</h2>
        {own.length > 0 && (
          <div class="tools">
            <label>
              <span class="hidden">pair of classes</span>
              <select value={pair ? chosen : ''} onChange={(event) => setChosen(event.currentTarget.value)}>
                <option value="">all pairs ({own.length})</option>
                {pairs.map((one) => (
                  <option key={keyOf(one)} value={keyOf(one)}>
                    {name(one.target)} taken for {name(one.said)} ({one.count})
                  </option>
                ))}
              </select>
            </label>
            <a class="button" href={`/export?${query}`} download>
              Save as a data set
            </a>
          </div>
        )}
      </div>
      {own.length === 0 ? (
        <p class="quiet">
          None so far: every prediction that was compared is the reference’s and the teacher’s, and right where the
          label is known. Cases appear here with their inputs; feed the board with --noise to see some.
        </p>
      ) : (
        <>
          <p class="quiet">
            The last {own.length} compared predictions that are not the teacher’s, not the label, or not bit-exact.
            “Save as a data set” gives each input under its label, or the teacher’s class where there is none, as --data
            takes it.
          </p>
          <ul class="cards">
            {shown.slice(0, most).map((item) => (
              <Card key={item.id} item={item} name={name} />
            ))}
          </ul>
          {shown.length > most && (
            <button type="button" class="button" onClick={() => setMost(most + atFirst)}>
              Show {Math.min(atFirst, shown.length - most)} more of {shown.length - most}
            </button>
          )}
        </>
      )}
    </section>
  );
}

interface CardProps {
  readonly item: GalleryItem;
  readonly name: (label: number | undefined) => string;
}

function Card({ item, name }: CardProps) {
  const { label, confidence = 0, teacherLabel, trueLabel, bitExact, input, sampleId, atMs, question } = item;
  const row = (who: string, what: number | undefined, isSame: boolean) => (
    <>
      <dt>{who}</dt>
      <dd class={isSame ? '' : 'bad'}>{name(what)}</dd>
    </>
  );
  return (
    <li class="card">
      <InputView input={input} name={`sample ${sampleId}, taken for ${name(label)}`} />
      <div>
        <dl>
          <dt>board</dt>
          <dd>
            <b>{name(label)}</b> <span class="share">{percent(confidence)}</span>
          </dd>
          {teacherLabel !== undefined && row('teacher', teacherLabel, teacherLabel === label)}
          {trueLabel !== undefined && row('label', trueLabel, trueLabel === label)}
        </dl>
        {bitExact === false && <p class="bad">✗ logits differ from the reference</p>}
        {question !== undefined && <p>{question}</p>}
        <span class="quiet">
          sample {sampleId} · {clock(atMs)}
        </span>
      </div>
    </li>
  );
}

function pairOf({ trueLabel, teacherLabel, label }: GalleryItem): Pick<Pair, 'target' | 'said'> {
  return { target: trueLabel ?? teacherLabel, said: label };
}

function keyOf({ target, said }: Pick<Pair, 'target' | 'said'>): string {
  return `${target ?? ''} ${said ?? ''}`;
}

/** The most frequent first. */
function pairsOf(items: readonly GalleryItem[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const item of items) {
    const pair = pairOf(item);
    pairs.set(keyOf(pair), { ...pair, count: (pairs.get(keyOf(pair))?.count ?? 0) + 1 });
  }
  return [...pairs.values()].sort((a, b) => b.count - a.count);
}
