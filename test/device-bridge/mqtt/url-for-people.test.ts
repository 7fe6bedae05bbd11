import { describe, expect, it } from 'vitest';
import { textForPeople, urlForPeople } from '../../../device-bridge/mqtt/url-for-people.ts';

describe('a URL for people', () => {
  it.each([
    ['mqtt://lab:s3cret@host:1883/g/b/x?client=c', 'mqtt://host:1883/g/b/x?client=c'],
    ['mqtts://lab@host/g/b/x', 'mqtts://host/g/b/x'],
    ['mqtt://lab:a@b:c/s3cret@host/g', 'mqtt://host/g'],
    ['mqtt://lab:s3 cret@host', 'mqtt://host'],
    ['mqtt:/lab:s3cret@host', 'mqtt:/host'],
    ['lab:s3cret@host', 'lab:host'],
    ['b1=mqtt://lab:s3cret@host/g/b/x', 'b1=mqtt://host/g/b/x'],
    ['wss://host/mqtt?token=s3cret&client=c', 'wss://host/mqtt?token=…&client=c'],
    ['wss://host/mqtt?s3cret', 'wss://host/mqtt?…'],
    ['mqtt://host/g/b/x#access=s3cret', 'mqtt://host/g/b/x#access=…'],
    ['serial:/dev/serial/by-id/usb@1?baud=921600', 'serial:/dev/serial/by-id/usb@1?baud=921600'],
    ['virtual:up5k?pace=1&drop=0.1', 'virtual:up5k?pace=1&drop=0.1'],
    ['reference', 'reference'],
  ])('%s is shown as %s', (url, shown) => {
    expect(urlForPeople(url)).toBe(shown);
  });

  it('is found in a text, and the rest of the text stays the same', () => {
    const text = 'connect mqtt://u:s3cret@h:1 failed: see https://h/x?token=s3cret, or mail a@b';
    expect(textForPeople(text)).toBe('connect mqtt://h:1 failed: see https://h/x?token=… or mail a@b');
    expect(textForPeople('nothing of the kind: a@b ? c=d')).toBe('nothing of the kind: a@b ? c=d');
  });
});
