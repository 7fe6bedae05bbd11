// What can be done with the followed board: flash, validate, compare. While a job runs, its progress stands here instead.
import { useId, useState } from 'preact/hooks';
import type { BoardInfo, Job, JobRequest, StudentChoice } from '../messages.ts';
import { cancelJob, startJob } from './ask.ts';
import { hex } from './format.ts';
import { JobResultView } from './job-result.tsx';

export interface ControlProps {
  readonly board: BoardInfo;
  /** Absent where the page is read-only. */
  readonly students?: readonly StudentChoice[];
  /** The newest first. */
  readonly jobs: readonly Job[];
}

export function Control({ board, students, jobs }: ControlProps) {
  const [running] = jobs.filter(({ state }) => state === 'running');
  const ended = jobs.filter(({ state }) => state !== 'running');
  return (
    <section aria-labelledby="control-title">
      <h2 id="control-title">Flash and validate</h2>
      {students ? (
        <>
          {running ? <Running job={running} /> : <Start board={board} students={students} />}
          <p class="hidden" role="status">
            {said(running ?? ended[0])}
          </p>
          {ended.length > 0 && (
            <ol class="jobs" aria-label="ended jobs, the newest first">
              {ended.map((job) => (
                <li key={job.id}>
                  <Ended job={job} />
                </li>
              ))}
            </ol>
          )}
        </>
      ) : (
        <p class="quiet">
          This page is read-only: whoever has its address can look on and change nothing. To flash, validate and compare
          students from here, start the monitor with <code>retort monitor --web --control</code>; name more students
          with <code>--students</code>.
        </p>
      )}
    </section>
  );
}

/** For screen readers, at each step rather than at each percent. */
function said(job: Job | undefined): string {
  if (!job) return '';
  return `${job.title}: ${job.state === 'running' ? job.step : job.state}`;
}

function Running({ job }: { readonly job: Job }) {
  const [refused, setRefused] = useState<string>();
  const { title, step, share, id, notes } = job;
  return (
    <div class="job">
      <p>
        <b>{title}</b>
      </p>
      <div>
        <span>
          {step}
          {share !== undefined && ` · ${Math.floor(100 * share)} %`}
        </span>
        <progress max={1} value={share} aria-label={step} />
      </div>
      <p class="quiet">
        Until it ends, the predictions shown on this page are the job's. It goes on if you close this page.
      </p>
      <Notes notes={notes} />
      <button type="button" class="button" onClick={async () => setRefused(await cancelJob(id))}>
        Cancel
      </button>
      <Refused reason={refused} />
    </div>
  );
}

type Kind = JobRequest['kind'];

const kinds: readonly { readonly kind: Kind; readonly name: string; readonly about: string }[] = [
  { kind: 'flash', name: 'Flash', about: 'Puts the student on the board.' },
  {
    kind: 'validate',
    name: 'Validate',
    about:
      'Flashes the student, classifies the test split of its data set, and compares every prediction with the reference, the teacher and the label.',
  },
  {
    kind: 'compare',
    name: 'Compare',
    about:
      'Flashes and validates one student after the other on the same samples, and tests whether one is right more often. The second one stays on the board.',
  },
];

interface StartProps extends Pick<ControlProps, 'board'> {
  readonly students: readonly StudentChoice[];
}

function Start({ board, students }: StartProps) {
  const onBoard = students.find(({ imageId }) => imageId === board.student?.imageId) ?? students[0];
  const [kind, setKind] = useState<Kind>('validate');
  const [student, setStudent] = useState(onBoard.id);
  const [other, setOther] = useState((students.find(({ id }) => id !== onBoard.id) ?? onBoard).id);
  const [samples, setSamples] = useState('');
  const [refused, setRefused] = useState<string>();
  const { name, about } = kinds.find((one) => one.kind === kind)!;
  const start = async (event: Event) => {
    event.preventDefault();
    const limit = samples === '' ? {} : { samples: Number(samples) };
    const of = { board: board.id, student };
    setRefused(
      await startJob(
        kind === 'flash'
          ? { kind, ...of }
          : kind === 'validate'
            ? { kind, ...of, ...limit }
            : { kind, board: board.id, students: [student, other], ...limit },
      ),
    );
  };
  return (
    <form class="job" onSubmit={start}>
      <fieldset class="choices">
        <legend class="hidden">what to do</legend>
        {kinds.map((one) => (
          <label key={one.kind}>
            <input type="radio" name="kind" checked={kind === one.kind} onChange={() => setKind(one.kind)} />
            {one.name}
          </label>
        ))}
      </fieldset>
      <p class="quiet">{about}</p>
      <div class="fields">
        <Students
          name={kind === 'compare' ? 'first student' : 'student'}
          students={students}
          chosen={student}
          onChoose={setStudent}
        />
        {kind === 'compare' && (
          <Students name="second student" students={students} chosen={other} onChoose={setOther} />
        )}
        {kind !== 'flash' && (
          <label>
            samples
            <input
              type="number"
              min={1}
              max={1_000_000}
              step={1}
              placeholder="all"
              value={samples}
              onInput={(event) => setSamples(event.currentTarget.value)}
            />
          </label>
        )}
      </div>
      <button type="submit" class="button main">
        {name}
      </button>
      <Refused reason={refused} />
    </form>
  );
}

interface StudentsProps {
  readonly name: string;
  readonly students: readonly StudentChoice[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function Students({ name, students, chosen, onChoose }: StudentsProps) {
  const id = useId();
  return (
    <div>
      <label for={id}>{name}</label>
      <select id={id} value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {students.map((student) => (
          <option key={student.id} value={student.id}>
            {student.name} ({hex(student.imageId)}) · {student.place}
          </option>
        ))}
      </select>
    </div>
  );
}

function Refused({ reason }: { readonly reason?: string }) {
  return (
    <p class={reason === undefined ? 'hidden' : 'bad'} role="alert">
      {reason}
    </p>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return notes.map((note) => (
    <p key={note} class="quiet">
      {note}
    </p>
  ));
}

function Ended({ job }: { readonly job: Job }) {
  const { title, state, error, notes, startedMs, result } = job;
  const time = new Date(startedMs);
  return (
    <article aria-label={`${title}: ${state}`}>
      <p class="status">
        <span class={`state ${state === 'done' ? 'good' : 'bad'}`}>{state}</span>
        <b>{title}</b>
        <time class="quiet" dateTime={time.toISOString()}>
          {time.toLocaleTimeString('en-GB')}
        </time>
      </p>
      {error && <p class="bad">{error.message}</p>}
      {result && <JobResultView job={job} result={result} />}
      <Notes notes={notes} />
    </article>
  );
}
