// A figure with its name, and its definition behind the name: a disclosure that keyboards and screen readers know.
import type { ComponentChildren } from 'preact';

export interface FigureProps {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly definition: string;
  readonly tone?: 'good' | 'bad';
}

export function Figure({ name, value, note, definition, tone }: FigureProps) {
  return (
    <li class="figure">
      <Defined name={name} definition={definition} />
      <span class={`large ${tone ?? ''}`}>{value}</span>
      <span class="quiet note">{note}</span>
    </li>
  );
}

export function Defined({ name, definition }: Pick<FigureProps, 'name' | 'definition'>) {
  return (
    <details class="defined">
      <summary>{name}</summary>
      <p>{definition}</p>
    </details>
  );
}
