import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControl, escapeName } from '../../host/cli/text/escape-control.ts';
import { columns, table } from '../../host/cli/text/format.ts';

describe('control characters of foreign names', () => {
  it.each([
    ['\u001b]0;pwned\u0007', '\\u001b]0;pwned\\u0007'],
    ['\u009b2J', '\\u009b2J'],
    ['safe\r\u202egnp.exe', 'safe\\u000d\\u202egnp.exe'],
    ['a\u2028b\u0000', 'a\\u2028b\\u0000'],
    ['日本 café naïve 😀', '日本 café naïve 😀'],
  ])('%j is shown as %s', (name, shown) => {
    expect(escapeControl(name)).toBe(shown);
  });

  it('leave nothing that a terminal would act on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(escapeName(name)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(escapeControl(name).replaceAll(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('cannot add a line to a table', () => {
    expect(table([['name', 'a\nhealthy  yes']])).toBe('name  a\\nhealthy  yes');
    expect(columns(['class'], [['a\n\tb']], new Set())).toBe('class\na\\n\\tb');
  });
});
