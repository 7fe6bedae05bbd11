// Who may talk to the page's server.
import { describe, expect, it } from 'vitest';
import { type AccessRules, cookieName, refusalOf } from '../../host/web/access.ts';

const rules: AccessRules = { token: 'right', port: 8080, hosts: ['127.0.0.1', 'localhost'] };
const host = '127.0.0.1:8080';
const cookie = `other=1; ${cookieName(8080)}=right`;

describe('the access rules', () => {
  it('take the token as a cookie, and from a program as a bearer', () => {
    expect(refusalOf({ host, cookie }, rules)).toBeUndefined();
    expect(refusalOf({ host, authorization: 'Bearer right' }, rules)).toBeUndefined();
    expect(refusalOf({ host: 'localhost:8080', cookie }, rules)).toBeUndefined();
  });

  it('refuse a missing or wrong token, and the cookie of another port', () => {
    expect(refusalOf({ host }, rules)).toBe('token');
    expect(refusalOf({ host, cookie: `${cookieName(8080)}=wrong` }, rules)).toBe('token');
    expect(refusalOf({ host, cookie: `${cookieName(8081)}=right` }, rules)).toBe('token');
    expect(refusalOf({ host, authorization: 'Basic right' }, rules)).toBe('token');
  });

  it('refuse a name that was rebound to this machine, whatever the token', () => {
    for (const name of ['evil.example:8080', '127.0.0.1', '127.0.0.1:8081', '127.0.0.1.evil.example:8080'])
      expect(refusalOf({ host: name, cookie }, rules)).toBe('host');
    expect(refusalOf({ cookie }, rules)).toBe('host');
  });

  it("refuse another site's page, but not this one's", () => {
    expect(refusalOf({ host, cookie, origin: 'http://127.0.0.1:8080' }, rules)).toBeUndefined();
    for (const origin of ['https://evil.example', 'http://127.0.0.1:9000', 'null'])
      expect(refusalOf({ host, cookie, origin }, rules)).toBe('origin');
  });
});
