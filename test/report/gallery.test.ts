import { describe, expect, it } from 'vitest';
import { type GalleryRow, renderGallery } from '../../host/report/student/gallery.ts';

const row: GalleryRow = {
  name: 'hints',
  title: 'hints <from> a layer',
  dataset: 'glyphs',
  method: 'hints?weight=2',
  studentNetwork: 'student',
  teacherAccuracy: 0.99,
  scratchAccuracy: 0.95,
  studentAccuracy: 0.9612,
  int8Accuracy: 0.96,
  imageBytes: 21_629,
  millisecondsPerInference: 0.7506,
  on: 'virtual:up5k',
  total: 200,
  bitExact: 200,
  noBetterThanGuessing: false,
  report: 'hints/report.html',
};

describe('the gallery’s page', () => {
  it('shows each student with its figures and its own report, as text', () => {
    const page = renderGallery([row, { ...row, name: 'other', millisecondsPerInference: undefined }]);
    expect(page).toContain('<a href="hints/report.html">hints</a>');
    expect(page).toContain('hints &lt;from&gt; a layer');
    for (const figure of ['96.12 %', '21,629', '0.75', '200 of 200', '–']) expect(page).toContain(`>${figure}</td>`);
    expect(page).toContain('<span class="good">Bit-exact.</span> All logits of all 400 predictions of 2 students');
  });

  it('says first, and never in green, what went badly', () => {
    const page = renderGallery([
      row,
      { ...row, name: 'wrong', bitExact: 199 },
      { ...row, name: 'blind', noBetterThanGuessing: true },
    ]);
    expect(page).toContain('<span class="bad">Not bit-exact:</span> wrong.');
    expect(page).toContain('<span class="bad">No better than guessing:</span> blind.');
    expect(page).toContain('<td class="number bad">199 of 200</td>');
    expect(page).not.toContain('class="good"');
  });
});
